package dev.wharf.check;

import dev.wharf.gate.ClassUse;
import dev.wharf.plan.MappingRule;
import dev.wharf.plan.NewKey;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds {@code mapping:}, which people read before they approve, against what the class does with names. ClassUse does not
 * tell which table a column was set of, so columns are compared by their names.
 */
final class MappingCheck {

    private static final String GATE = "mapping";

    private final Notes notes;

    MappingCheck(Notes notes) {
        this.notes = notes;
    }

    void check(Step step, ClassUse use) {
        if (step.mapping().isEmpty()) {
            notes.warn(GATE, step, PlanFile.NAME, "no-mapping",
                    "The step " + step.name() + " has no mapping, so nobody can read what its columns become.",
                    "Write one line a target column under `mapping:`.");
            return;
        }
        if (use.computedTarget()) {
            notes.warn(GATE, step, PlanFile.NAME, "computed-names",
                    step.transform() + " computes the names of target columns, so mapping cannot be compared with it.",
                    "Use constant names where that is possible.");
            return;
        }
        Set<String> filled = new HashSet<>();
        for (Reference reference : step.references()) {
            if (reference.fills() != null) {
                filled.add(reference.fills().column());
            }
        }
        Set<String> done = new TreeSet<>(use.sets());
        use.copies().forEach(copy -> done.add(copy.target()));
        Set<String> told = new TreeSet<>();
        step.mapping().forEach(rule -> told.add(rule.target()));
        for (String column : told) {
            if (!done.contains(column) && !filled.contains(column)) {
                refuse(step, "not-set", "mapping tells what " + column + " becomes, but " + step.transform() + " never sets it.",
                        "Set it in the class, or take the line out of mapping.");
            }
        }
        for (String column : done) {
            if (!told.contains(column)) {
                refuse(step, "not-told", step.transform() + " sets " + column + ", which mapping does not tell.",
                        "Add a line for " + column + " to mapping.");
            }
        }
        sources(step, use);
    }

    /** What a line says a column is made from must be read, and what is copied must be said. */
    private void sources(Step step, ClassUse use) {
        Map<String, List<String>> inputs = inputs(step);
        Set<String> read = new HashSet<>(use.reads());
        use.copies().forEach(copy -> read.add(copy.source()));
        Set<String> known = new HashSet<>(read);
        inputs.forEach((column, from) -> {
            if (read.contains(column) || later(step, column)) {
                known.addAll(from);
                known.add(column);
            }
        });
        Map<String, Set<String>> from = new HashMap<>();
        for (MappingRule rule : step.mapping()) {
            from.computeIfAbsent(rule.target(), t -> new HashSet<>()).addAll(rule.from());
            for (String column : rule.from()) {
                if (!known.contains(column) && !use.computedSource()) {
                    refuse(step, "not-read",
                            "mapping makes " + rule.target() + " from " + column + ", which " + step.transform() + " never reads.",
                            "Read it in the class, or correct `from:`.");
                }
            }
        }
        for (ClassUse.Copy copy : use.copies()) {
            Set<String> told = from.get(copy.target());
            if (told == null || told.contains(copy.source())) {
                continue;
            }
            List<String> behind = inputs.getOrDefault(copy.source(), List.of());
            if (behind.isEmpty() || !told.containsAll(behind)) {
                refuse(step, "other-source",
                        step.transform() + " copies " + copy.source() + " to " + copy.target() + "; mapping makes it from "
                                + (told.isEmpty() ? "nothing" : String.join(", ", new TreeSet<>(told))) + ".",
                        "Write `from: [" + copy.source() + "]`, or correct the class.");
            }
        }
    }

    private static boolean later(Step step, String column) {
        return step.references().stream().anyMatch(r -> r.later() && r.column().equals(column));
    }

    /** The extract's columns behind each column that the engine adds. */
    private static Map<String, List<String>> inputs(Step step) {
        Map<String, List<String>> inputs = new HashMap<>();
        for (NewKey key : step.newKeys()) {
            inputs.put(key.column(), key.from());
        }
        for (Reference reference : step.references()) {
            inputs.put(
                    reference.column(),
                    reference.entity() != null ? reference.from() : List.copyOf(reference.match().values()));
        }
        return inputs;
    }

    private void refuse(Step step, String rule, String message, String next) {
        notes.refuse(GATE, step, PlanFile.NAME, rule, message, next);
    }
}
