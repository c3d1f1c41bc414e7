package dev.wharf.author;

import dev.wharf.catalog.Table;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Bounded facts about the data of both sides, on which an author may found what it decides. Conditions are SQL of the
 * source's dialect; a count that would take too long is empty.
 */
public interface Evidence {

    /** How many different values are told at most. */
    int MAX_VALUES = 200;

    /** The different values of a column, the commonest first, then in their order; NULL is not among them. */
    Values sourceValues(Table table, String column, @Nullable String condition);

    /** How many rows meet the condition; null for all. */
    OptionalLong sourceRows(Table table, @Nullable String condition);

    /** How many combinations of values stand in more than one row; combinations with a NULL do not count. */
    OptionalLong sourceDuplicates(Table table, List<String> columns, @Nullable String condition);

    /** As {@link #sourceValues}, of the target as it is now. */
    Values targetValues(Table table, String column);

    /** How many rows the target's table holds now. */
    OptionalLong targetRows(Table table);

    /** Whether an earlier run left mappings of that entity in the target. */
    boolean movedBefore(String namespace, String entity);

    /** A value as text, and how many rows hold it. */
    record ValueCount(String value, long rows) {}

    /**
     * Different values of a column.
     *
     * @param complete whether these are all of them
     */
    record Values(List<ValueCount> counts, boolean complete) {

        public static final Values UNKNOWN = new Values(List.of(), false);

        public Values {
            counts = List.copyOf(counts);
        }

        public List<String> texts() {
            return counts.stream().map(ValueCount::value).toList();
        }
    }
}
