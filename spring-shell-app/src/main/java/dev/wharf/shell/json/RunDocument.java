package dev.wharf.shell.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.wharf.audit.Counts;
import dev.wharf.audit.RunStatus;
import dev.wharf.run.RunOutcome;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import dev.wharf.shell.text.Table;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a run stands when apply, resume, close or rehearse let go of it.
 *
 * @param seconds that this command took
 * @param containerSeconds from asking for containers until they were ready, overlapped by other work
 * @param rehearsal true for rehearse, else left out
 */
public record RunDocument(
        String run,
        String plan,
        String hash,
        String status,
        long read,
        long migrated,
        long written,
        long skipped,
        long rejected,
        long unchanged,
        double seconds,
        double containerSeconds,
        List<StepLine> steps,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean rehearsal)
        implements Document {

    /** @param filled references to rows that came later, which the closing pass filled */
    public record StepLine(
            String name,
            String status,
            long read,
            long migrated,
            long written,
            long skipped,
            long rejected,
            long unchanged,
            long filled) {}

    public static RunDocument of(RunOutcome o) {
        Counts c = o.counts();
        return new RunDocument(
                o.run().value(),
                o.plan(),
                o.planHash(),
                o.status().word(),
                c.read(),
                c.migrated(),
                c.written(),
                c.skipped(),
                c.rejected(),
                c.unchanged(),
                o.elapsed().toMillis() / 1000.0,
                o.containers().toMillis() / 1000.0,
                o.steps().stream().map(RunDocument::step).toList(),
                o.rehearsal() ? true : null);
    }

    private static StepLine step(RunOutcome.StepOutcome s) {
        Counts c = s.counts();
        return new StepLine(
                s.name(),
                s.status().word(),
                c.read(),
                c.migrated(),
                c.written(),
                c.skipped(),
                c.rejected(),
                c.unchanged(),
                s.filled());
    }

    @Override
    public int exitCode() {
        return switch (RunStatus.of(status)) {
            case COMPLETED, CLOSED, ROLLED_BACK -> rejected > 0 && !status.equals("closed") ? 4 : 0;
            case COMPLETED_WITH_REJECTS, ROLLED_BACK_WITH_CONFLICTS -> 4;
            case FAILED, PENDING, RUNNING, INTERRUPTED -> 1;
            case PAUSED -> 130;
        };
    }

    @Override
    public void print(Page page) {
        if (rehearsal != null) {
            page.line("A rehearsal: everything was rolled back.");
        }
        page.field("run", run);
        page.field("status", status);
        page.field("took", "%.1f s, of which containers %.1f s".formatted(seconds, containerSeconds));
        page.blank();
        Table table = new Table(
                "step", "status", "#read", "#migrated", "#written", "#skipped", "#rejected", "#unchanged");
        steps.forEach(s -> table.row(
                s.name(),
                s.status(),
                count(s.read()),
                count(s.migrated()),
                count(s.written()),
                count(s.skipped()),
                count(s.rejected()),
                count(s.unchanged())));
        if (steps.size() > 1) {
            table.row(
                    "all", "", count(read), count(migrated), count(written), count(skipped), count(rejected),
                    count(unchanged));
        }
        page.table(table);
        long filled = steps.stream().mapToLong(StepLine::filled).sum();
        if (filled > 0) {
            page.line(count(filled) + (filled == 1 ? " reference" : " references") + " to rows that came later filled.");
        }
        page.blank();
        page.line(exitCode() == 0 ? Style.GOOD : Style.CHANGED, nextStep());
    }

    static String count(long rows) {
        return String.format(Locale.ROOT, "%,d", rows);
    }

    private String nextStep() {
        if (rehearsal != null) {
            return "Next: `wharf approve " + plan + "`.";
        }
        return switch (RunStatus.of(status)) {
            case COMPLETED -> "Next: `wharf verify " + run + "`.";
            case COMPLETED_WITH_REJECTS -> "Next: `wharf audit rejects " + run + "` names the rows that stayed behind.";
            case CLOSED -> "The run is closed; its rows stay.";
            case PAUSED, FAILED, INTERRUPTED, PENDING, RUNNING ->
                "Next: `wharf resume " + run + "`, `wharf close " + run + "` or `wharf rollback " + run + "`.";
            case ROLLED_BACK, ROLLED_BACK_WITH_CONFLICTS -> "The run was rolled back.";
        };
    }
}
