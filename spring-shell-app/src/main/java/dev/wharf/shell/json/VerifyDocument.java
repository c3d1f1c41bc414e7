package dev.wharf.shell.json;

import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import dev.wharf.shell.text.Table;
import dev.wharf.verify.VerifyReport;
import java.util.Arrays;
import java.util.List;

/** The target and the source against what a run recorded. */
public record VerifyDocument(String run, boolean ok, List<Check> checks) implements Document {

    public record Check(String name, String step, String expected, String actual, boolean ok) {}

    public static VerifyDocument of(VerifyReport report) {
        return new VerifyDocument(
                report.run().value(),
                report.ok(),
                report.checks().stream()
                        .map(c -> new Check(c.name(), c.step(), c.expected(), c.actual(), c.ok()))
                        .toList());
    }

    @Override
    public int exitCode() {
        return ok ? 0 : 1;
    }

    @Override
    public void print(Page page) {
        page.field("run", run);
        page.blank();
        Table table = new Table("", "step", "check", "expected", "actual");
        checks.forEach(c -> table.row(
                c.ok() ? Style.PLAIN : Style.BAD,
                Arrays.asList(c.ok() ? "ok" : "NOT OK", c.step(), c.name(), c.expected(), c.actual())));
        page.table(table);
        page.blank();
        long failed = checks.stream().filter(c -> !c.ok()).count();
        if (ok) {
            page.line(Style.GOOD, "Verified: " + checks.size() + " checks, all ok. Next: `wharf report " + run + "`.");
        } else {
            page.line(Style.BAD, failed + " of " + checks.size() + " checks are not ok.");
        }
    }
}
