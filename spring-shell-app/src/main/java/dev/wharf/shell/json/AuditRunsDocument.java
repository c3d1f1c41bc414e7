package dev.wharf.shell.json;

import dev.wharf.audit.RunStore;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of {@code migration_runs} of every target. */
public record AuditRunsDocument(List<RunRow> runs) implements Document {

    public record RunRow(
            String runId,
            String plan,
            String planHash,
            String source,
            String sourceIdentity,
            String target,
            String targetIdentity,
            String namespace,
            String status,
            long epoch,
            String holder,
            int workers,
            @Nullable String snapshot,
            @Nullable String snapshotAt,
            String startedAt,
            @Nullable String completedAt,
            @Nullable String errorMessage) {

        public static RunRow of(RunStore.Run r) {
            return new RunRow(
                    r.id().value(), r.plan(), r.planHash(), r.source(), r.sourceIdentity(), r.target(),
                    r.targetIdentity(), r.namespace(), r.status().word(), r.epoch(), r.holder(), r.workers(),
                    r.snapshot(), r.snapshotAt(), r.startedAt(), r.completedAt(), r.errorMessage());
        }
    }

    @Override
    public void print(Page page) {
        Table table = new Table("!run", "plan", "source", "target", "status", "#epoch", "holder", "started", "completed");
        runs.forEach(r -> table.row(
                r.runId(), r.plan(), r.source(), r.target(), r.status(), String.valueOf(r.epoch()), r.holder(),
                Page.time(r.startedAt()), Page.time(r.completedAt())));
        page.table(table);
        page.line(Page.count(runs.size(), "run", "runs"));
    }
}
