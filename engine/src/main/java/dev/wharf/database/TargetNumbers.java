package dev.wharf.database;

import dev.wharf.catalog.Table;
import dev.wharf.database.postgresql.PostgresSequence;
import dev.wharf.database.sqlite.SqliteSequence;
import java.util.List;

/** Reserves numbers of a target's own sequence for keys that the engine sets. For one thread. */
public interface TargetNumbers {

    /**
     * Reserves that many numbers.
     *
     * @param past where the product has no sequence that remembers what it gave, they are greater than this, too
     */
    long[] reserve(int count, long past);

    /** Whether numbers that were reserved earlier, and whose rows were not written, may still be used. */
    boolean free(List<Long> numbers);

    /** For a column that has a sequence or identity; on SQLite for an integer key. */
    static TargetNumbers of(Database target, TargetSession session, Table table, String column) {
        return switch (target.dialect()) {
            case POSTGRESQL -> new PostgresSequence(session, table, column);
            case SQLITE -> new SqliteSequence(session, table, column);
        };
    }
}
