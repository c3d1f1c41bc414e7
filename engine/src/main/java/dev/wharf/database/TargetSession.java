package dev.wharf.database;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection that writes. For one thread. Database errors come as {@link DataRefusal} (the rows' fault),
 * {@link ConnectionLost} (try again) or {@link dev.wharf.failure.WharfException} (neither helps).
 */
public interface TargetSession extends AutoCloseable {

    /** For the audit tables' statements in the same transaction. Transactions are this session's business. */
    Connection connection();

    void begin();

    void commit();

    void rollback();

    /** Marks a point of the transaction that {@link #rollbackTo} returns to; a name may be used again and nests. */
    void savepoint(String name);

    void rollbackTo(String name);

    void release(String name);

    /** What the database calls the running transaction (PostgreSQL: its 64-bit xid as text); "" where it has no name for it. */
    String transaction();

    /** Writes a block and says what became of each of its rows, in their order. */
    List<WriteOutcome> write(WriteBlock block);

    /**
     * Checks now what deferred constraints would refuse of the rows written so far only at the commit, where nobody could tell
     * any more which rows are at fault. A refusal is a {@link DataRefusal}; the caller rolls back to its savepoint.
     */
    void checkDeferred();

    /** Appends rows to an audit table by the fastest way there is. Values: null, String, Integer, Long, byte[], Instant. */
    void append(TableName table, List<String> columns, List<@Nullable Object[]> rows);

    /** The rows with these keys (texts), in the order asked for; null where there is none. */
    List<@Nullable StoredRow> find(Table table, List<String> key, List<List<String>> keys, List<Column> columns);

    /**
     * Sets one column of rows by their keys, whoever wrote them last. In the order given.
     *
     * @throws DataRefusal naming the rows where the database tells which ones it is about
     */
    List<FillOutcome> fill(Table table, List<String> key, Column column, List<FillRow> rows);

    /** For each of these rows whether it stands as the run left it; false where it is gone. */
    List<Boolean> untouched(Table table, List<String> key, List<WrittenRow> rows);

    /** Deletes or restores rows, as far as nobody touched them; every outcome stands alone. In the order given. */
    List<TakeBackOutcome> takeBack(Table table, List<String> key, List<WrittenRow> rows);

    /** Moves sequences and identities of the table past the greatest value that its rows hold. */
    void advanceSequences(Table table);

    /**
     * Clears a table of rows that were deleted, as far as they would slow down the deletion of rows that the table refers to
     * and the role may. Outside of a transaction; nothing where deleted rows are in nobody's way.
     */
    default void sweep(Table table) {}

    @Override
    void close();
}
