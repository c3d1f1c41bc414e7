package dev.wharf.shell.json;

import dev.wharf.audit.RejectStore;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Table;
import java.util.List;

/** The rows of {@code migration_rejects} of one run. */
public record AuditRejectsDocument(String run, List<RejectRow> rejects) implements Document {

    public record RejectRow(String runId, String step, String sourceKey, String reason, int batch) {

        public static RejectRow of(RejectStore.Reject r) {
            return new RejectRow(r.runId(), r.step(), r.sourceKey(), RejectReason.shown(r.reason()), r.batch());
        }
    }

    @Override
    public void print(Page page) {
        Table table = new Table("step", "!source key", "~reason", "#batch");
        rejects.forEach(r -> table.row(r.step(), r.sourceKey(), r.reason(), String.valueOf(r.batch())));
        page.table(table);
        if (rejects.stream().anyMatch(r -> RejectReason.thrown(r.reason()))) {
            page.line(RejectReason.NEXT);
        }
        page.line(Page.count(rejects.size(), "reject", "rejects"));
    }
}
