package dev.wharf.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question that the author could not decide.
 *
 * @param step the step it belongs to, null where it concerns the whole plan
 * @param options the answers that are allowed; empty where any text is
 * @param evidence what speaks for which answer, for people
 */
public record Decision(
        String id, @Nullable String step, String question, List<String> options, List<String> evidence, @Nullable String answer) {

    public Decision {
        options = List.copyOf(options);
        evidence = List.copyOf(evidence);
    }

    public boolean open() {
        return answer == null || answer.isBlank();
    }

    /** The next step for a person, as a sentence that names the command. */
    public String howToAnswer(String plan) {
        String command = "Answer " + id + ": `wharf answer " + plan + " " + id + "=VALUE`";
        return command + (options.isEmpty() ? "." : ", VALUE being one of " + String.join(", ", options) + ".");
    }
}
