package dev.wharf.author.template;

import dev.wharf.author.recall.Recall;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Decision;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects what the author asks, and gives the answers that are there already. */
final class Questions {

    private final Map<String, String> answers;
    private final Recall recall;
    private final Map<String, Decision> asked = new LinkedHashMap<>();

    Questions(Map<String, String> answers, Recall recall) {
        this.answers = answers;
        this.recall = recall;
    }

    /**
     * Asks, and gives the answer where there is one.
     *
     * @param step null for the whole plan
     * @param id made distinct where another question has it
     * @param options empty where any text is an answer
     */
    @Nullable String ask(@Nullable String step, String id, String question, List<String> options, List<String> evidence) {
        String free = id;
        for (int i = 2; asked.containsKey(free); i++) {
            free = step != null && i == 2 ? step + "." + id : id + "-" + i;
        }
        String answer = answers.get(free);
        if (answer != null && !options.isEmpty() && !options.contains(answer)) {
            throw new WharfException(Kind.USAGE, "unknown-option",
                    free + " cannot be answered with " + answer + ".", "Its options are " + String.join(", ", options) + ".");
        }
        asked.put(free, new Decision(free, step, question, options, remembered(free, options, evidence), answer == null || answer.isBlank() ? null : answer));
        return answer == null || answer.isBlank() ? null : answer;
    }

    /** What an approved plan answered to the same question is told, and never taken without a person. */
    private List<String> remembered(String id, List<String> options, List<String> evidence) {
        return recall.answer(id)
                .filter(r -> options.isEmpty() || options.contains(r.value()))
                .map(r -> Stream.concat(evidence.stream(),
                        Stream.of("the plan " + r.plan() + ", which was approved, answered " + r.value())).toList())
                .orElse(evidence);
    }

    /** As {@link #ask} for the whole plan; a question that was put already is not put again, and its answer serves. */
    @Nullable String askOnce(String id, String question, List<String> options, List<String> evidence) {
        Decision before = asked.get(id);
        return before == null ? ask(null, id, question, options, evidence) : before.answer();
    }

    /** The decision of that id, where it was asked. */
    Optional<Decision> asked(String id) {
        return Optional.ofNullable(asked.get(id));
    }

    List<Decision> decisions() {
        return List.copyOf(asked.values());
    }
}
