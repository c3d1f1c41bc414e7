package dev.wharf.author.subset;

import dev.wharf.catalog.Table;
import java.util.OptionalLong;

/** Counts rows of the source; empty where that would take too long. */
@FunctionalInterface
public interface RowCounter {

    /** How many rows of the table meet a condition, in SQL of the source's dialect. */
    OptionalLong count(Table table, String condition);
}
