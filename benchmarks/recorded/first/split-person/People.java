import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class People implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String name = source.text("full_name").strip();
        int cut = name.lastIndexOf(' ');
        if (cut < 0) {
            target.reject("the name has no space to split it at");
            return;
        }
        target.insert("people")
                .copy("id", "new_id")
                .set("first_name", name.substring(0, cut).strip())
                .set("last_name", name.substring(cut + 1))
                .copy("birth_date", "dob")
                .set("gender", genderLabel(source.text("gender")));
    }

    /** What values of gender mean; null where nothing is decided. */
    private static String genderLabel(String value) {
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
