package dev.wharf.author.template;

import java.util.List;

/**
 * What becomes of the key of a pair's rows.
 *
 * @param source the source columns that tell rows apart
 * @param target the target columns that do
 */
record KeyPlan(List<String> source, List<String> target, Kind kind) {

    KeyPlan {
        source = List.copyOf(source);
        target = List.copyOf(target);
    }

    enum Kind {
        /** The same value. */
        KEPT,
        /** A new version 5 UUID. */
        UUID,
        /** A number of the target's sequence. */
        SEQUENCE,
        /** The text form of the value. */
        TEXT,
        /** Whatever the key's columns are filled with, one by one. */
        PARTS
    }

    /** Whether a row's key in the target is another value than in the source, so that references have to be looked up. */
    boolean changed() {
        return kind != Kind.KEPT;
    }
}
