package dev.wharf.explain;

import dev.wharf.plan.LoadedPlan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan in plain words, every entry one sentence or a few.
 *
 * @param summary what moves from where to where
 * @param steps in the order in which they run
 * @param decided what somebody decided
 * @param open what somebody still has to decide
 * @param risks what could go wrong, and what happens then
 * @param safeguards what holds whatever goes wrong
 */
public record Explanation(
        String plan,
        String hash,
        String request,
        List<String> summary,
        List<Told> steps,
        List<Answered> decided,
        List<Asked> open,
        List<String> risks,
        List<String> safeguards) {

    public Explanation {
        summary = List.copyOf(summary);
        steps = List.copyOf(steps);
        decided = List.copyOf(decided);
        open = List.copyOf(open);
        risks = List.copyOf(risks);
        safeguards = List.copyOf(safeguards);
    }

    /**
     * A step.
     *
     * @param title what goes where
     * @param lines how
     */
    public record Told(String name, String title, List<String> lines) {
        public Told {
            lines = List.copyOf(lines);
        }
    }

    public record Answered(String id, @Nullable String step, String question, String answer) {}

    /** @param options empty where any text is an answer */
    public record Asked(String id, @Nullable String step, String question, List<String> options) {
        public Asked {
            options = List.copyOf(options);
        }
    }

    public static Explanation of(LoadedPlan plan) {
        return new PlanWords(plan).tell();
    }
}
