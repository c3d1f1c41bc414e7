package dev.wharf.check;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import dev.wharf.plan.PlanHash;
import dev.wharf.transform.CheckedPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gates said of a plan.
 *
 * @param hash null where the plan's files could not be read
 * @param findings what refuses the plan, cheapest gate first
 * @param warnings what a person should know and nothing refuses
 * @param checked null exactly where there are findings
 */
public record CheckReport(
        String plan,
        @Nullable PlanHash hash,
        List<Finding> findings,
        List<Finding> warnings,
        @Nullable CheckedPlan checked) {

    private static final int SHOWN = 3;

    public CheckReport {
        findings = List.copyOf(findings);
        warnings = List.copyOf(warnings);
        if ((checked == null) == findings.isEmpty()) {
            throw new IllegalArgumentException("a report holds a checked plan or findings");
        }
    }

    public boolean ok() {
        return checked != null;
    }

    /** @throws WharfException of kind REFUSED with code {@code check-refused} that names the first findings */
    public CheckedPlan orThrow() {
        if (checked == null) {
            throw new WharfException(
                    Kind.REFUSED,
                    "check-refused",
                    "The plan " + plan + " does not pass its checks: " + FindingText.first(findings, SHOWN),
                    findings.size() == 1
                            ? findings.getFirst().next()
                            : findings.getFirst().next() + " `wharf check " + plan + "` lists every finding.");
        }
        return checked;
    }
}
