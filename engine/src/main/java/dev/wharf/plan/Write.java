package dev.wharf.plan;

import dev.wharf.database.WriteMode;
import java.util.List;

/** A table that a step writes, the key that tells its rows apart, and what is done where a row is there already. */
public record Write(String table, List<String> key, WriteMode mode) {

    public Write {
        key = List.copyOf(key);
    }
}
