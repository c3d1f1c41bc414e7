package dev.wharf.shell.json;

import dev.wharf.audit.ControlStore.StepRow;
import dev.wharf.audit.RunStatus;
import dev.wharf.audit.RunStore;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run as people read it: where it stands, its steps, and what may be done next.
 *
 * @param shown its status, interrupted where it is running and its holder is dead
 */
record OneRun(RunStore.Run run, RunStatus shown, List<StepRow> steps) {

    OneRun {
        steps = List.copyOf(steps);
    }

    void print(Page page) {
        page.field("run", run.id());
        page.field("plan", run.plan());
        page.field("moves", run.source() + " → " + run.target());
        page.field("status", shown.word());
        page.field("started", Page.time(run.startedAt()));
        page.field("completed", Page.time(run.completedAt()));
        page.field("error", run.errorMessage());
        page.blank();
        Table table = new Table("~step", "!status", "#rows", "#read", "#written", "#skipped", "#rejected");
        steps.forEach(s -> table.row(
                s.step(),
                status(s),
                count(s.totalRecords()),
                RunDocument.count(s.counts().read()),
                RunDocument.count(s.counts().written()),
                RunDocument.count(s.counts().skipped()),
                RunDocument.count(s.counts().rejected())));
        page.table(table);
        page.blank();
    }

    /** A step says running as long as nobody took the run of a dead engine over. */
    private String status(StepRow step) {
        boolean dead = shown == RunStatus.INTERRUPTED && step.status() == RunStatus.RUNNING;
        return (dead ? RunStatus.INTERRUPTED : step.status()).word();
    }

    String next() {
        boolean goingBack = steps.stream().anyMatch(s -> s.phase().equals("rollback"));
        return switch (shown) {
            case RUNNING -> goingBack
                    ? "It is being taken back; `wharf status " + run.id() + "` again shows how it ended."
                    : "It is at work; `wharf status " + run.id() + "` again shows how far it is.";
            case PENDING, PAUSED, FAILED, INTERRUPTED -> goingBack
                    ? "Next: `wharf rollback " + run.id() + "` goes on where its rollback stopped."
                    : "Next: `wharf resume " + run.id() + "` goes on, `wharf close " + run.id() + "` keeps its rows, `wharf rollback "
                            + run.id() + "` takes them back.";
            case COMPLETED -> "Next: `wharf verify " + run.id() + "`.";
            case COMPLETED_WITH_REJECTS -> "Next: `wharf audit rejects " + run.id() + "` names the rows that stayed behind.";
            case CLOSED -> "Its rows stay; `wharf apply " + run.plan() + "` moves the rest.";
            case ROLLED_BACK -> "It was rolled back; `wharf apply " + run.plan() + "` starts a new run.";
            case ROLLED_BACK_WITH_CONFLICTS -> "It was rolled back, but for rows that somebody changed since; `wharf rollback " + run.id()
                    + "` tries these again.";
        };
    }

    private static @Nullable String count(@Nullable Long rows) {
        return rows == null ? null : RunDocument.count(rows);
    }
}
