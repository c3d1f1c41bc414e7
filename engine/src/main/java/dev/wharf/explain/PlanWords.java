package dev.wharf.explain;

import dev.wharf.explain.Explanation.Answered;
import dev.wharf.explain.Explanation.Asked;
import dev.wharf.explain.Explanation.Told;
import dev.wharf.plan.Decision;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.MappingRule;
import dev.wharf.plan.NewKey;
import dev.wharf.plan.Plan;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Tells one plan. */
final class PlanWords {

    private final LoadedPlan loaded;
    private final Plan plan;

    PlanWords(LoadedPlan loaded) {
        this.loaded = loaded;
        this.plan = loaded.plan();
    }

    Explanation tell() {
        return new Explanation(
                plan.name(),
                loaded.hash().value(),
                plan.request(),
                summary(),
                plan.steps().stream().map(this::step).toList(),
                plan.decisions().stream()
                        .filter(d -> !d.open())
                        .map(d -> new Answered(d.id(), d.step(), d.question(), String.valueOf(d.answer())))
                        .toList(),
                plan.openDecisions().stream().map(d -> new Asked(d.id(), d.step(), d.question(), d.options())).toList(),
                risks(),
                safeguards());
    }

    private List<String> summary() {
        List<String> summary = new ArrayList<>();
        List<String> targets = plan.steps().stream().flatMap(s -> s.writes().stream()).map(Write::table).distinct().toList();
        summary.add("Rows are copied from " + plan.source() + " into " + plan.target() + ", in "
                + (plan.steps().size() == 1 ? "one step" : plan.steps().size() + " steps, one after the other") + ". " + plan.source()
                + " is only read; nothing in it changes.");
        summary.add((targets.size() == 1 ? "One table of " + plan.target() + " gets rows: " : targets.size() + " tables of " + plan.target() + " get rows: ")
                + String.join(", ", targets) + ".");
        if (plan.draft()) {
            summary.add("The plan is a draft that its author gave up; it can be neither approved nor run.");
        } else if (!plan.openDecisions().isEmpty()) {
            summary.add("It cannot run yet: " + (plan.openDecisions().size() == 1
                    ? "one question is" : plan.openDecisions().size() + " questions are") + " open.");
        }
        return summary;
    }

    private Told step(Step step) {
        List<String> lines = new ArrayList<>();
        lines.add("It reads " + ExtractWords.of(loaded.sql(step), step.extract()) + ".");
        step.writes().forEach(w -> lines.add(write(w)));
        columns(step, lines);
        step.newKeys().forEach(k -> lines.add(newKey(k)));
        step.references().forEach(r -> lines.add(reference(r)));
        return new Told(step.name(), "Rows for " + String.join(" and ", step.writes().stream().map(Write::table).distinct().toList()), lines);
    }

    private static String write(Write write) {
        String key = String.join(" and ", write.key());
        return switch (write.mode()) {
            case INSERT -> "New rows are added to " + write.table() + ". Where it has a row with the same " + key
                    + " already, that one stays and the row is rejected.";
            case UPSERT -> "Rows are added to " + write.table() + "; where it has a row with the same " + key
                    + " already, that one is changed. What it held is kept, and a rollback puts it back.";
            case SKIP_EXISTING -> "Rows are added to " + write.table() + "; where it has a row with the same " + key
                    + " already, that one stays as it is.";
        };
    }

    /** Columns that are copied in one sentence, all others one each. */
    private static void columns(Step step, List<String> lines) {
        Map<String, List<String>> copied = new LinkedHashMap<>();
        List<String> made = new ArrayList<>();
        boolean several = step.writes().size() > 1;
        for (MappingRule rule : step.mapping()) {
            String target = several && rule.table() != null ? rule.table() + "." + rule.target() : rule.target();
            if (rule.rule().equals("copied") && rule.from().size() == 1) {
                copied.computeIfAbsent("", k -> new ArrayList<>())
                        .add(rule.from().getFirst().equals(rule.target()) ? target : target + " (from " + rule.from().getFirst() + ")");
            } else {
                made.add(target + (rule.from().isEmpty() ? "" : ", from " + String.join(" and ", rule.from())) + ": " + rule.rule() + ".");
            }
        }
        copied.values().forEach(columns -> lines.add("Copied as " + (columns.size() == 1 ? "it is: " : "they are: ") + String.join(", ", columns) + "."));
        lines.addAll(made);
    }

    private static String newKey(NewKey key) {
        return switch (key.kind()) {
            case UUID -> "Each row gets a new key, a UUID made from its old " + String.join(" and ", key.from())
                    + ": the same one whenever the plan runs.";
            case SEQUENCE -> "Each row gets a new key, the next free number of the target. Which number is kept for its old "
                    + String.join(" and ", key.from()) + ".";
        };
    }

    private static String reference(Reference reference) {
        String what = reference.entity() != null
                ? "the new key of the row of " + reference.entity() + " that " + String.join(" and ", reference.from()) + " named"
                : "the row of " + reference.table() + " with the same " + String.join(" and ", reference.match().keySet());
        String found = reference.later() && reference.fills() != null
                ? reference.fills().column() + " is filled at the end, when all rows are there, with " + what
                : "A reference is looked up: " + what;
        return found + ". " + missing(reference);
    }

    private static String missing(Reference reference) {
        return switch (reference.missing()) {
            case REJECT -> "Where there is none, the row is rejected.";
            case NULL -> "Where there is none, the column stays empty.";
            case SKIP -> "Where there is none, the row is left out on purpose.";
            case FAIL -> "Where there is none, the run fails.";
        };
    }

    private List<String> risks() {
        List<String> risks = new ArrayList<>();
        for (Decision open : plan.openDecisions()) {
            risks.add("Undecided: " + open.question() + " Until then the rows that it concerns would be rejected, and nobody can approve the plan.");
        }
        for (Step step : plan.steps()) {
            for (String reason : RejectWords.of(loaded.java(step))) {
                risks.add("In step " + step.name() + " a row can be " + reason + ".");
            }
            if (step.references().stream().anyMatch(r -> r.entity() != null && !r.later() && r.missing() == Reference.Missing.REJECT)) {
                risks.add("In step " + step.name() + " a row stays behind whose reference finds nothing; `check` counts such rows beforehand.");
            }
            if (step.references().stream().anyMatch(r -> r.missing() == Reference.Missing.FAIL)) {
                risks.add("In step " + step.name() + " one reference that finds nothing stops the run; `check` counts them beforehand.");
            }
        }
        if (plan.steps().stream().flatMap(s -> s.writes().stream()).anyMatch(w -> w.mode().word().equals("upsert"))) {
            risks.add("Rows that are in the target already are changed where their keys meet.");
        }
        risks.add("A value that the target cannot hold exactly rejects its row. A step stops once more than " + percent(plan.rejects().share())
                + " and more than " + plan.rejects().atLeast() + " of its rows are rejected, or all of them.");
        if (plan.steps().size() > 1) {
            risks.add("A step that stops leaves what earlier steps wrote; `resume` goes on, `rollback` takes it all back.");
        }
        if (!plan.sqlFunctions().isEmpty()) {
            risks.add("The extracts may call further functions of the source: " + String.join(", ", plan.sqlFunctions()) + ".");
        }
        return risks;
    }

    private static List<String> safeguards() {
        return List.of(
                "Nothing is written before somebody approves the plan; any later change to it voids the approval.",
                "Every batch is written whole or not at all, and every row that is left out is listed with its reason.",
                "The classes run without network, files or clock, and see just the columns that they name.",
                "`preview` shows the first rows, `rehearse` does the whole run and takes it back, `rollback` removes what a run wrote but for rows that somebody changed since.");
    }

    private static String percent(double share) {
        return new BigDecimal(String.format(Locale.ROOT, "%.4f", share * 100)).stripTrailingZeros().toPlainString() + "%";
    }
}
