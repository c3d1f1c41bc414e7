package dev.wharf.plan;

import dev.wharf.gate.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading a plan's folder gave: the plan with its files, or everything that is wrong with them.
 *
 * @param loaded null exactly where there are findings
 */
public record FolderReading(@Nullable LoadedPlan loaded, List<Finding> findings) {

    public FolderReading {
        findings = List.copyOf(findings);
        if ((loaded == null) == findings.isEmpty()) {
            throw new IllegalArgumentException("a reading is a plan or findings");
        }
    }

    public boolean ok() {
        return loaded != null;
    }

    /** @throws dev.wharf.failure.WharfException of kind USAGE with code {@code plan-invalid} that names the first findings */
    public LoadedPlan orThrow() {
        if (loaded == null) {
            throw PlanReading.invalid(findings);
        }
        return loaded;
    }
}
