import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Students implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String gender = gender(source.text("geschlecht"));
        target.insert("students")
                .copy("id", "schueler_id")
                .copy("first_name", "vorname")
                .copy("last_name", "nachname")
                .copy("birth_date", "geburtsdatum")
                .copy("class_id", "klasse_id")
                .set("gender", gender);
    }

    /** What values of geschlecht mean; null where nothing is decided. */
    private static String gender(String value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "female" -> "female";
            case "male" -> "male";
            case "diverse" -> "diverse";
            default -> null;
        };
    }
}
