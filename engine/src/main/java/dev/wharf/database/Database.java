package dev.wharf.database;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.wire.ValueType;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One database of the workspace. Everything that differs between products is behind this port. What cannot be reached or
 * refuses the credentials is a {@link dev.wharf.failure.WharfException} of kind ENVIRONMENT; an instance may be used by
 * several threads, what it opens by one each.
 */
public interface Database extends AutoCloseable {

    /** The connection's name in the workspace. */
    String name();

    Dialect dialect();

    /** Reads the whole schema; counts rows where that is quick, else estimates. */
    Schema survey();

    /** What tells this database from every other one, for approvals. */
    DatabaseIdentity identity();

    /** Who is connected and what that role may do. */
    SessionRole role();

    /**
     * Finds the columns of one SELECT without running it.
     *
     * @throws dev.wharf.failure.WharfException of kind DATA with code {@code extract-refused}, holding SQLSTATE and position
     */
    Extract describe(String sql, List<String> key);

    /**
     * The functions that an extract may reach without its text telling, and those that a plan names.
     *
     * @param named names of functions, with or without a schema
     */
    List<OwnRoutine> ownRoutines(Collection<String> named);

    /** Whether reading the extract by ranges of its key reaches an index, so that a range does not cost a whole pass. */
    boolean rangesReachIndex(Extract extract);

    /** Opens one consistent, read-only view of the data, guarded as a source. */
    SourceSnapshot openSnapshot();

    /** Opens a connection that writes, with its settings pinned (UTC, ISO dates, time-outs); no transaction is begun. */
    TargetSession openTarget();

    /** The layout in which values of a column are handed to {@link TargetSession#write}. */
    ValueType layout(Column column);

    /**
     * How values of one type are brought into a column, exactly or not at all.
     *
     * @param fromType the source column's type where it is a copy, null where a class set the value
     * @return null where no value of that type could ever go into the column
     */
    @Nullable ValueEncoder encoder(ValueType from, @Nullable ColumnType fromType, Column to);

    /** A hash over values in their target layout that is the same before they are written and when they are read back. */
    RowHasher hasher(List<Column> columns);

    @Override
    void close();
}
