package dev.wharf.shell.json;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.wharf.audit.RunStatus;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import dev.wharf.shell.text.Table;
import dev.wharf.verify.VerifyReport;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The target and the source against what a run recorded.
 *
 * @param status as it is shown, for people
 */
public record VerifyDocument(String run, boolean ok, List<Check> checks, @JsonIgnore RunStatus status) implements Document {

    public record Check(String name, String step, String expected, String actual, boolean ok) {}

    public static VerifyDocument of(VerifyReport report, RunStatus status) {
        return new VerifyDocument(
                report.run().value(),
                report.ok(),
                report.checks().stream()
                        .map(c -> new Check(c.name(), c.step(), c.expected(), c.actual(), c.ok()))
                        .toList(),
                status);
    }

    @Override
    public int exitCode() {
        return ok ? 0 : 1;
    }

    @Override
    public void print(Page page) {
        page.field("run", run);
        String part = part();
        if (part != null) {
            page.line(Style.CHANGED, part);
        }
        page.blank();
        Table table = new Table("", "step", "~check", "~expected", "~actual");
        checks.forEach(c -> table.row(
                c.ok() ? Style.PLAIN : Style.BAD,
                Arrays.asList(c.ok() ? "ok" : "NOT OK", c.step(), c.name(), c.expected(), c.actual())));
        page.table(table);
        page.blank();
        long failed = checks.stream().filter(c -> !c.ok()).count();
        if (ok && part != null) {
            page.line(Style.CHANGED, Page.count(checks.size(), "check", "checks") + " of what it committed so far, all ok. " + next());
        } else if (ok) {
            page.line(Style.GOOD, "Verified: " + Page.count(checks.size(), "check", "checks") + ", all ok. Next: `wharf report " + run + "`.");
        } else {
            page.line(Style.BAD, failed + " of " + checks.size() + " checks are not ok.");
        }
    }

    /** That only a part was moved; null where the run came to its end. */
    private @Nullable String part() {
        String moved = "what it committed is compared, and the rest of the source is not moved.";
        return switch (status) {
            case RUNNING -> "The run is not finished, it is at work now: what it has committed is compared, and may be more already.";
            case PENDING, PAUSED, FAILED, INTERRUPTED -> "The run is not finished, it is " + status.word() + ": " + moved;
            case CLOSED -> "The run was closed before its end: " + moved;
            case COMPLETED, COMPLETED_WITH_REJECTS, ROLLED_BACK, ROLLED_BACK_WITH_CONFLICTS -> null;
        };
    }

    private String next() {
        return switch (status) {
            case RUNNING -> "Verify it again when it has ended; `wharf status " + run + "` shows how far it is.";
            case CLOSED -> "A corrected plan, approved anew, moves the rest.";
            default -> "Next: `wharf resume " + run + "`, then verify it again.";
        };
    }
}
