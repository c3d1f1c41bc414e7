import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Authors implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("authors")
                .set("id", source.uuid("new_id"))
                .copy("name", "AUTHOR_NM")
                .copy("birth_year", "BIRTH_YR");
    }
}
