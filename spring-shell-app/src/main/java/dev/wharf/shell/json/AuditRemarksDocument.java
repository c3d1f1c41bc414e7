package dev.wharf.shell.json;

import dev.wharf.audit.RemarkStore;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Table;
import java.util.List;

/**
 * The rows of {@code migration_remarks} of one run.
 *
 * @param complete false where a limit left some out
 */
public record AuditRemarksDocument(String run, boolean complete, List<RemarkRow> remarks) implements Document {

    /** @param kind skipped, left_null, filled (what had been left NULL), fillable (what could be), edited (what could
     *     be, in a row that somebody edited since) or vanished */
    public record RemarkRow(String runId, String step, String sourceKey, String kind, String reason, int batch) {

        public static RemarkRow of(RemarkStore.Remark r) {
            return new RemarkRow(r.runId(), r.step(), r.sourceKey(), r.kind().word(), r.reason(), r.batch());
        }
    }

    @Override
    public void print(Page page) {
        Table table = new Table("step", "!source key", "kind", "reason", "#batch");
        remarks.forEach(r -> table.row(r.step(), r.sourceKey(), r.kind(), r.reason(), String.valueOf(r.batch())));
        page.table(table);
        page.line(Page.count(remarks.size(), "remark", "remarks") + (complete ? "" : "; there are more, --limit N shows them"));
    }
}
