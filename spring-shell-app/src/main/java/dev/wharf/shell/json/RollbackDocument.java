package dev.wharf.shell.json;

import dev.wharf.audit.RunId;
import dev.wharf.run.RollbackOutcome;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import dev.wharf.shell.text.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What a rollback did; the figures are those of the whole run. */
public record RollbackDocument(
        String run,
        String status,
        long removed,
        long restored,
        long missing,
        List<KeptRow> conflicts,
        List<String> laterRuns)
        implements Document {

    /** So many keys are shown of rows that stay for one reason. */
    private static final int KEYS_SHOWN = 3;

    /** A row that was changed since and stays. */
    public record KeptRow(String table, String key, String reason) {}

    /** Why rows of a table stay. */
    private record Why(String table, String reason) {}

    public static RollbackDocument of(RollbackOutcome o) {
        return new RollbackDocument(
                o.run().value(),
                o.status().word(),
                o.removed(),
                o.restored(),
                o.missing(),
                o.conflicts().stream()
                        .map(c -> new KeptRow(c.table(), c.key(), c.reason()))
                        .toList(),
                o.laterRuns().stream().map(RunId::value).toList());
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
            Table table = new Table("#rows", "table", "!keys", "~reason");
            Map<Why, List<String>> keys = new LinkedHashMap<>();
            conflicts.forEach(c -> keys.computeIfAbsent(new Why(c.table(), c.reason()), w -> new ArrayList<>()).add(c.key()));
            keys.forEach((why, its) -> table.row(RunDocument.count(its.size()), why.table(), some(its), why.reason()));
            page.table(table);
            if (conflicts.size() > keys.size()) {
                page.line("`--format json` names each of them.");
            }
            if (!laterRuns.isEmpty()) {
                page.line("Later runs go first: "
                        + laterRuns.stream().map(r -> "`wharf rollback " + r + "`, ").collect(Collectors.joining())
                        + "then `wharf rollback " + run + "` again, which takes back what stands as it was written.");
            }
        }
    }

    private static String some(List<String> keys) {
        return String.join(", ", keys.subList(0, Math.min(keys.size(), KEYS_SHOWN))) + (keys.size() > KEYS_SHOWN ? ", …" : "");
    }
}
