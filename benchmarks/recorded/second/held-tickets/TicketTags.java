import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class TicketTags implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("ticket_tags")
                .copy("ticket_id", "ticket_key")
                .copy("tag", "tag");
    }
}
