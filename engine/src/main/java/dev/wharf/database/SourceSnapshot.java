package dev.wharf.database;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * One consistent view of a source. Everything that is read through it sees the same state of the data. It writes nothing,
 * runs under the dialect's guards and is always ended by a rollback.
 */
public interface SourceSnapshot extends AutoCloseable {

    /** What the database calls it, for the record. */
    String id();

    Instant takenAt();

    /** Whether other programs cannot write to the database as long as this is open. */
    default boolean holdsWritersBack() {
        return false;
    }

    /** How many readers may work at once. */
    int maxReaders();

    /** How many rows the extract has. */
    long count(Extract extract);

    /** Cuts the extract into ranges of at most {@code rows} rows, in the order of the key. Empty where it has no rows. */
    List<KeyRange> cut(Extract extract, int rows);

    /** Opens another reader of this snapshot, with a connection of its own. */
    SourceReader openReader();

    /**
     * Runs a small query of the engine's own making.
     *
     * @return at most {@code maxRows} rows, every value as text, null for NULL
     */
    List<List<String>> query(String sql, int maxRows);

    /**
     * As {@link #query(String, int)} for what may stay unknown.
     *
     * @param atMost whole milliseconds; what takes longer ends as a {@link dev.wharf.failure.WharfException} with code
     *     {@code database-timeout}, and the snapshot stays
     */
    List<List<String>> query(String sql, int maxRows, Duration atMost);

    @Override
    void close();
}
