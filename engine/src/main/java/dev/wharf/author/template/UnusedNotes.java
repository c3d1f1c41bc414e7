package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import dev.wharf.plan.Decision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Tells which source columns nothing is made from, and apart from them those that an open question may still take. */
final class UnusedNotes {

    private final StepDraft step;
    private final Map<String, Column> waiting;
    private final List<Decision> open;

    /** @param waiting source columns whose filling nobody has decided, and the target columns they would fill */
    UnusedNotes(StepDraft step, Map<String, Column> waiting) {
        this.step = step;
        this.waiting = waiting;
        this.open = step.plan().questions().decisions().stream().filter(Decision::open).toList();
    }

    void tell(Set<String> used) {
        List<String> nowhere = new ArrayList<>();
        List<String> perhaps = new ArrayList<>();
        Set<String> questions = new LinkedHashSet<>();
        for (Column column : step.match().source().columns()) {
            if (!used.contains(column.name())) {
                List<String> asked = questions(column.name());
                (asked.isEmpty() ? nowhere : perhaps).add(column.name());
                questions.addAll(asked);
            }
        }
        String of = "of " + step.match().source().name() + " ";
        if (!nowhere.isEmpty()) {
            step.note(of + String.join(", ", nowhere) + (nowhere.size() == 1 ? " goes nowhere." : " go nowhere."));
        }
        if (!perhaps.isEmpty()) {
            step.note(of + String.join(", ", perhaps) + " may go somewhere: " + String.join(", ", questions)
                    + (questions.size() == 1 ? " is not answered." : " are not answered."));
        }
    }

    /** The ids of the open questions that may take a column. */
    private List<String> questions(String column) {
        Column to = waiting.get(column);
        return open.stream()
                .filter(d -> to != null && (about(d, to) || d.id().equals(Conversions.ZONE)) || step.name().equals(d.step()) && offers(d, column))
                .map(Decision::id)
                .toList();
    }

    private boolean about(Decision decision, Column to) {
        String id = step.id(to);
        return decision.id().endsWith("." + id) || decision.id().startsWith(id + ".");
    }

    /** Options are a column's name, or for parts of names several with what becomes of them. */
    private static boolean offers(Decision decision, String column) {
        return decision.options().stream().anyMatch(o -> o.equals(column) || Arrays.asList(o.split(" \\+ |, |: ")).contains(column));
    }
}
