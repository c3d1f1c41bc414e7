package dev.wharf.shell.json;

import dev.wharf.run.RollbackOutcome;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import dev.wharf.shell.text.Table;
import java.util.List;

/** What a rollback did; the figures are those of the whole run. */
public record RollbackDocument(
        String run, String status, long removed, long restored, long missing, List<KeptRow> conflicts)
        implements Document {

    /** A row that was changed since and stays. */
    public record KeptRow(String table, String key, String reason) {}

    public static RollbackDocument of(RollbackOutcome o) {
        return new RollbackDocument(
                o.run().value(),
                o.status().word(),
                o.removed(),
                o.restored(),
                o.missing(),
                o.conflicts().stream()
                        .map(c -> new KeptRow(c.table(), c.key(), c.reason()))
                        .toList());
    }

    @Override
    public int exitCode() {
        return switch (status) {
            case "rolled_back" -> 0;
            case "rolled_back_with_conflicts" -> 4;
            default -> 1;
        };
    }

    @Override
    public void print(Page page) {
        page.field("run", run);
        page.field("status", status);
        page.field("removed", RunDocument.count(removed));
        page.field("restored", RunDocument.count(restored));
        page.field("missing", missing == 0 ? null : Page.count(missing, "row", "rows") + " that somebody had deleted");
        if (!conflicts.isEmpty()) {
            page.blank();
            page.line(Style.CHANGED, Page.count(conflicts.size(), "row is", "rows are") + " kept, each for its reason:");
            Table table = new Table("table", "!key", "reason");
            conflicts.forEach(c -> table.row(c.table(), c.key(), c.reason()));
            page.table(table);
        }
    }
}
