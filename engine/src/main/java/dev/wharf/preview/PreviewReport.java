package dev.wharf.preview;

import dev.wharf.plan.PlanHash;
import java.time.Instant;
import java.util.List;

/**
 * What a plan would do with the first rows of each of its steps.
 *
 * @param snapshotAt when the source stood as it was read
 * @param holdsWritersBack whether other programs cannot write to the source while it is read
 */
public record PreviewReport(
        String plan, PlanHash hash, Instant snapshotAt, boolean holdsWritersBack, List<StepPreview> steps) {

    public PreviewReport {
        steps = List.copyOf(steps);
    }
}
