package dev.wharf.run;

import dev.wharf.audit.Counts;
import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import java.time.Duration;
import java.util.List;

/**
 * How a run stands when a command lets go of it.
 *
 * @param elapsed of this start
 * @param containers from asking for containers until they were ready, all together; it overlaps with other work
 */
public record RunOutcome(
        RunId run,
        String plan,
        String planHash,
        RunStatus status,
        Counts counts,
        Duration elapsed,
        Duration containers,
        List<StepOutcome> steps,
        boolean rehearsal) {

    public RunOutcome {
        steps = List.copyOf(steps);
    }

    /**
     * How a step stands.
     *
     * @param filled references that its closing pass filled
     * @param leftNull references that stay NULL because the row that they refer to was not migrated
     */
    public record StepOutcome(String name, RunStatus status, Counts counts, long filled, long leftNull) {}
}
