package dev.wharf.transform;

import dev.wharf.catalog.Schema;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanHash;
import java.util.List;

/** A plan that passed every gate, with what the gates found out: nothing else can be run. */
public record CheckedPlan(Plan plan, PlanHash hash, Schema source, Schema target, List<CheckedStep> steps) {

    public CheckedPlan {
        steps = List.copyOf(steps);
    }
}
