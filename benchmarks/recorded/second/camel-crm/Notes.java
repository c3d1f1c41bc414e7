import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Notes implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("note")
                .copy("id", "NoteId")
                .copy("contact_id", "ContactId")
                .copy("author_id", "AuthorId")
                .copy("body", "Body")
                .copy("created_at", "CreatedAt");
    }
}
