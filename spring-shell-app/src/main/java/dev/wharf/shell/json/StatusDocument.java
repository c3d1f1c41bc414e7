package dev.wharf.shell.json;

import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs and where they stand, the latest first. */
public record StatusDocument(List<RunLine> runs) implements Document {

    /** @param completedAt null as long as the run has not ended */
    public record RunLine(
            String run,
            String plan,
            String target,
            String status,
            long read,
            long migrated,
            long written,
            long skipped,
            long rejected,
            String startedAt,
            @Nullable String completedAt) {}

    @Override
    public void print(Page page) {
        if (runs.isEmpty()) {
            page.line("No run yet. `wharf plan` begins.");
            return;
        }
        Table table = new Table(
                "run", "plan", "target", "status", "#read", "#written", "#skipped", "#rejected", "started", "completed");
        runs.forEach(r -> table.row(
                r.run(),
                r.plan(),
                r.target(),
                r.status(),
                RunDocument.count(r.read()),
                RunDocument.count(r.written()),
                RunDocument.count(r.skipped()),
                RunDocument.count(r.rejected()),
                r.startedAt(),
                r.completedAt()));
        page.table(table);
    }
}
