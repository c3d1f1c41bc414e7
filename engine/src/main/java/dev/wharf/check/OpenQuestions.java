package dev.wharf.check;

import dev.wharf.plan.Decision;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.Step;
import java.util.List;

/** A plan's questions that nobody has answered: what a class lacks may be no fault of it, but wait for an answer. */
final class OpenQuestions {

    private final Plan plan;

    OpenQuestions(Plan plan) {
        this.plan = plan;
    }

    void warn(Notes notes) {
        List<Decision> open = plan.openDecisions();
        if (!open.isEmpty()) {
            notes.warn("plan", null, PlanFile.NAME, "open-decisions",
                    (open.size() == 1 ? "A question is" : open.size() + " questions are") + " not answered, so the plan cannot be approved: "
                            + String.join(", ", open.stream().map(Decision::id).toList()) + ".",
                    open.getFirst().howToAnswer(plan.name()));
        }
    }

    /** The next step where a class does not set a column: to answer what is open about it, else the given one. */
    String orElse(Step step, String table, String column, String next) {
        List<Decision> ofStep = plan.openDecisions().stream()
                .filter(d -> d.step() == null || d.step().equals(step.name()))
                .toList();
        List<Decision> ofColumn = ofStep.stream().filter(d -> names(d, table, column)).toList();
        List<Decision> told = ofColumn.isEmpty() ? ofStep : ofColumn;
        return told.isEmpty()
                ? next
                : told.getFirst().howToAnswer(plan.name()).replaceFirst("\\.$", "")
                        + "; the class is then written anew. A class that you edited is left alone: set the column in it.";
    }

    private static boolean names(Decision decision, String table, String column) {
        return decision.question().contains(table + "." + column)
                || decision.id().endsWith("." + column);
    }
}
