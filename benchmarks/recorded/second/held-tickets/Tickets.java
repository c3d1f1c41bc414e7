import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Tickets implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String priority = priority(source.text("prio"));
        if (priority == null) {
            target.reject("no priority is decided for this prio");
            return;
        }
        target.insert("tickets")
                .copy("id", "id")
                .copy("title", "summary")
                .copy("description", "descr")
                .set("priority", priority)
                .copy("reporter_id", "reporter")
                .copy("assignee_id", "assignee")
                .copy("created_at", "created")
                .copy("updated_at", "updated")
                .copy("closed_at", "closed")
                .copy("estimate_hours", "est_hours")
                .copy("spent_hours", "spent_hours");
    }

    /** What values of prio mean; null where nothing is decided. */
    private static String priority(String value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "high" -> "high";
            case "medium" -> "medium";
            case "low" -> "low";
            default -> null;
        };
    }
}
