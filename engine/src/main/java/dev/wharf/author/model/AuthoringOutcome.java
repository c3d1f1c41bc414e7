package dev.wharf.author.model;

import dev.wharf.author.Planned;
import java.nio.file.Path;
import java.util.List;

/** What a command that writes plans by a model comes to, where it does not fail. */
public sealed interface AuthoringOutcome {

    /**
     * The plan stands in its folder and passed every gate.
     *
     * @param changes line by line, against the plan that was there; empty for a new one
     */
    record Written(Planned planned, Usage usage, List<String> changes) implements AuthoringOutcome {
        public Written {
            changes = List.copyOf(changes);
        }
    }

    /**
     * A prompt lies in files and waits for its answer.
     *
     * @param round from 1
     * @param findings what was wrong with the answer before, as the prompt tells it
     */
    record Asked(String plan, Path prompt, Path schema, int round, List<String> findings) implements AuthoringOutcome {
        public Asked {
            findings = List.copyOf(findings);
        }
    }
}
