package dev.wharf.shell.json;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.wharf.audit.ControlStore;
import dev.wharf.audit.Counts;
import dev.wharf.audit.RunStatus;
import dev.wharf.audit.RunStore;
import dev.wharf.run.RunDirectory;
import dev.wharf.shell.text.Age;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import dev.wharf.shell.text.Table;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Runs and where they stand, the latest first.
 *
 * @param one what people read of the one run that was asked for; null where all are listed
 */
public record StatusDocument(List<RunLine> runs, @JsonIgnore @Nullable OneRun one) implements Document {

    /**
     * One run.
     *
     * @param filled references to rows that came later, which the closing passes filled
     * @param snapshotAt as of when the source is read, ISO 8601, UTC; null where it reads nothing now
     * @param completedAt null as long as the run has not ended
     */
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
            long filled,
            @Nullable String snapshotAt,
            String startedAt,
            @Nullable String completedAt) {}

    public static StatusDocument of(List<RunDirectory.Entry> entries) {
        return new StatusDocument(entries.stream().map(StatusDocument::line).toList(), null);
    }

    /** @param steps of the run, in their order */
    public static StatusDocument of(RunDirectory.Entry entry, List<ControlStore.StepRow> steps) {
        return new StatusDocument(List.of(line(entry)), new OneRun(entry.run(), entry.shown(), steps));
    }

    private static RunLine line(RunDirectory.Entry entry) {
        RunStore.Run run = entry.run();
        Counts counts = entry.counts();
        return new RunLine(
                run.id().value(),
                run.plan(),
                run.target(),
                entry.shown().word(),
                counts.read(),
                counts.migrated(),
                counts.written(),
                counts.skipped(),
                counts.rejected(),
                entry.filled(),
                entry.moving() && entry.shown() == RunStatus.RUNNING ? run.snapshotAt() : null,
                run.startedAt(),
                run.completedAt());
    }

    @Override
    public void print(Page page) {
        if (runs.isEmpty()) {
            page.line("No run yet. `wharf plan` begins.");
            return;
        }
        if (one != null) {
            one.print(page);
        } else {
            list(page);
        }
        Instant now = Instant.now();
        for (RunLine r : runs) {
            if (r.snapshotAt() != null) {
                page.line(Style.FAINT, r.run() + " reads the source as it stood at " + Page.time(r.snapshotAt()) + " UTC, "
                        + Age.between(r.snapshotAt(), now) + " ago.");
            }
        }
        if (one != null) {
            page.line(one.next());
        }
    }

    /** What takes the most room stands once: a plan and a target are told by `status RUN`. */
    private void list(Page page) {
        Table table = new Table("!run", "!status", "#read", "#written", "#skipped", "#rejected", "started", "completed");
        runs.forEach(r -> table.row(
                r.run(),
                r.status(),
                RunDocument.count(r.read()),
                RunDocument.count(r.written()),
                RunDocument.count(r.skipped()),
                RunDocument.count(r.rejected()),
                Page.time(r.startedAt()),
                Page.time(r.completedAt())));
        page.table(table);
        page.line(Style.FAINT, "`wharf status RUN` shows a run's steps and what may be done next.");
    }
}
