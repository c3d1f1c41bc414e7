import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Books implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String language = language(source.text("LANG_CD"));
        if (language == null) {
            target.reject("no language is decided for this language code");
            return;
        }
        target.insert("books")
                .set("id", source.uuid("new_id"))
                .copy("isbn", "ISBN_NO")
                .copy("title", "TITLE_TXT")
                .copy("published_year", "PUB_YR")
                .set("publisher_id", source.uuid("publisher_key"))
                .set("language", language)
                .copy("legacy_id", "BOOK_ID");
    }

    /** What values of LANG_CD mean; null where nothing is decided. */
    private static String language(String value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "en" -> "en";
            case "de" -> "de";
            case "fr" -> "fr";
            case "es" -> "es";
            default -> null;
        };
    }
}
