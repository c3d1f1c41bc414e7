package dev.wharf.gate.fuzz;

import dev.wharf.catalog.Dialect;
import org.jspecify.annotations.Nullable;

/**
 * One generated text.
 *
 * @param seed makes the same case again
 * @param origin how it was made, for the figures
 * @param dialect of SQL; null for Java
 * @param condition whether the SQL is what stands after WHERE
 * @param hostile what was put in, by name; null where nothing was
 */
record FuzzCase(
        long seed,
        String origin,
        String text,
        @Nullable Dialect dialect,
        boolean condition,
        @Nullable String hostile) {

    String kind() {
        return dialect == null ? "java" : "sql";
    }

    FuzzCase with(String other) {
        return new FuzzCase(seed, origin, other, dialect, condition, hostile);
    }

    /** As the command line takes it back. */
    String replay() {
        return "scripts/fuzz --replay " + kind() + ":" + Long.toHexString(seed);
    }
}
