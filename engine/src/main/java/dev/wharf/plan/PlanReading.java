package dev.wharf.plan;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a plan gave: the plan, or everything that is wrong with it in the order of the file.
 *
 * @param plan null exactly where there are findings
 */
public record PlanReading(@Nullable Plan plan, List<Finding> findings) {

    private static final int SHOWN = 3;

    public PlanReading {
        findings = List.copyOf(findings);
        if ((plan == null) == findings.isEmpty()) {
            throw new IllegalArgumentException("a reading is a plan or findings");
        }
    }

    public boolean ok() {
        return plan != null;
    }

    /** @throws WharfException of kind USAGE with code {@code plan-invalid} that names the first findings */
    public Plan orThrow() {
        if (plan == null) {
            throw invalid(findings);
        }
        return plan;
    }

    static WharfException invalid(List<Finding> findings) {
        StringBuilder message = new StringBuilder();
        for (Finding finding : findings.subList(0, Math.min(SHOWN, findings.size()))) {
            message.append(finding.file())
                    .append(finding.line() == null ? "" : ":" + finding.line())
                    .append(": ")
                    .append(finding.message())
                    .append(' ');
        }
        if (findings.size() > SHOWN) {
            message.append("And ").append(findings.size() - SHOWN).append(" more.");
        }
        String next = findings.getFirst().next();
        return new WharfException(Kind.USAGE, "plan-invalid", message.toString().strip(),
                findings.size() == 1 ? next : next + " `check` lists every problem.");
    }
}
