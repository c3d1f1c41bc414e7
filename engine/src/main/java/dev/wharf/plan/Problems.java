package dev.wharf.plan;

import dev.wharf.gate.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Collects everything that is wrong with one plan.yaml, so that all of it is told at once. */
final class Problems {

    private final List<Finding> findings = new ArrayList<>();
    private @Nullable String step;

    /** Names the step that the problems from here on belong to; null for the whole plan. */
    void step(@Nullable String name) {
        step = name;
    }

    void add(Optional<Mark> place, String rule, String message, String next) {
        findings.add(new Finding(
                "plan",
                step,
                PlanFile.NAME,
                place.map(m -> m.getLine() + 1).orElse(null),
                place.map(m -> m.getColumn() + 1).orElse(null),
                rule,
                message,
                next));
    }

    boolean none() {
        return findings.isEmpty();
    }

    /** In the order of the file. */
    List<Finding> inOrder() {
        return findings.stream()
                .sorted(Comparator.<Finding>comparingInt(f -> f.line() == null ? 0 : f.line())
                        .thenComparingInt(f -> f.column() == null ? 0 : f.column()))
                .toList();
    }
}
