package dev.wharf.author;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Authored;
import java.util.Arrays;
import java.util.List;

/** How far the conditions of a request reach. */
public enum Reach {
    /** They pick rows of their tables; what these refer to comes along as far as plain references lead. */
    CONDITIONS,
    /** They are the start of a subset: everything that a row refers to comes along, rings included, and nothing else. */
    SUBSET,
    /** As {@link #SUBSET}; rows that depend on the picked ones come along too, with everything they refer to. */
    SUBSET_WITH_CHILDREN;

    /**
     * The one that an author remembers.
     *
     * @throws WharfException of kind USAGE with code {@code authored-unreadable} where it is none
     */
    static Reach remembered(Authored authored) {
        return Arrays.stream(values()).filter(reach -> reach.name().equals(authored.reach())).findFirst()
                .orElseThrow(() -> new WharfException(Kind.USAGE, "authored-unreadable",
                        "history/authored.json has the reach " + authored.reach() + ", and it is one of " + Arrays.toString(values()) + ".",
                        "Remove the file: the plan then counts as written by a person."));
    }

    /**
     * A subset finds its tables itself.
     *
     * @throws WharfException of kind USAGE with code {@code subset-with-tables} where tables are named beside one
     */
    public void requireAlone(List<String> tables) {
        if (this != CONDITIONS && !tables.isEmpty()) {
            throw new WharfException(Kind.USAGE, "subset-with-tables",
                    "A subset finds its tables itself, and " + String.join(", ", tables) + " was named too.",
                    "Leave --table out, or pick the rows with --where instead of --subset.");
        }
    }
}
