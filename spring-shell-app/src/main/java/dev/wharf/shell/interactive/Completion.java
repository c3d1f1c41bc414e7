package dev.wharf.shell.interactive;

import java.util.List;

/** What may stand at the cursor of a line. */
@FunctionalInterface
public interface Completion {

    /**
     * Proposals for the last word.
     *
     * @param words the words up to the cursor, the last perhaps empty
     */
    List<Proposal> propose(List<String> words);

    /** @param description one short line, may be empty */
    record Proposal(String value, String description) {}
}
