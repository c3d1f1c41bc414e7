package dev.wharf.benchmark.copy;

import java.util.List;
import java.util.Map;

/**
 * One way to move the rows.
 *
 * @param table whether it copies into a table that is there, or makes its own
 * @param prepare what has to be done before, untimed, once the target is fresh
 * @param command what is timed, as a whole process
 * @param writes the table that it fills, with its schema
 * @param content whether rows arrive as they are or as the migration class makes them
 */
record Contender(
        String name,
        Table table,
        Runnable prepare,
        List<String> command,
        Map<String, String> environment,
        String writes,
        Content content) {

    enum Table {
        THERE,
        MADE
    }

    enum Content {
        UNCHANGED,
        TWO_COLUMNS_CHANGED
    }

    static final Runnable NOTHING = () -> {};
}
