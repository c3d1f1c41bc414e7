import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class BookAuthors implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("book_authors")
                .set("book_id", source.uuid("book_key"))
                .set("author_id", source.uuid("author_key"))
                .copy("position", "ORD_NO");
    }
}
