package dev.wharf.preview;

import dev.wharf.plan.PlanHash;
import java.util.List;

/** What a plan would do with the first rows of each of its steps. */
public record PreviewReport(String plan, PlanHash hash, List<StepPreview> steps) {

    public PreviewReport {
        steps = List.copyOf(steps);
    }
}
