package dev.wharf.run;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import dev.wharf.database.FillOutcome;
import dev.wharf.database.FillRow;
import dev.wharf.database.StoredRow;
import dev.wharf.database.TakeBackOutcome;
import dev.wharf.database.TargetSession;
import dev.wharf.database.WriteBlock;
import dev.wharf.database.WriteOutcome;
import dev.wharf.database.WrittenRow;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session whose transactions are savepoints of one that is rolled back at the end: everything in a rehearsal sees what came
 * before it, and nothing stays. Closing it closes nothing.
 */
final class RehearsalSession implements TargetSession {

    private static final String TRANSACTION = "wharf_rehearsal";

    private final TargetSession real;

    RehearsalSession(TargetSession real) {
        this.real = real;
    }

    @Override
    public Connection connection() {
        return real.connection();
    }

    @Override
    public void begin() {
        real.savepoint(TRANSACTION);
    }

    @Override
    public void commit() {
        real.release(TRANSACTION);
    }

    @Override
    public void rollback() {
        real.rollbackTo(TRANSACTION);
        real.release(TRANSACTION);
    }

    @Override
    public void savepoint(String name) {
        real.savepoint(name);
    }

    @Override
    public void rollbackTo(String name) {
        real.rollbackTo(name);
    }

    @Override
    public void release(String name) {
        real.release(name);
    }

    @Override
    public String transaction() {
        return real.transaction();
    }

    @Override
    public List<WriteOutcome> write(WriteBlock block) {
        return real.write(block);
    }

    @Override
    public void checkDeferred() {
        real.checkDeferred();
    }

    @Override
    public void append(TableName table, List<String> columns, List<@Nullable Object[]> rows) {
        real.append(table, columns, rows);
    }

    @Override
    public List<@Nullable StoredRow> find(
            Table table, List<String> key, List<List<String>> keys, List<Column> columns) {
        return real.find(table, key, keys, columns);
    }

    @Override
    public List<FillOutcome> fill(Table table, List<String> key, Column column, List<FillRow> rows) {
        return real.fill(table, key, column, rows);
    }

    @Override
    public List<Boolean> untouched(Table table, List<String> key, List<WrittenRow> rows) {
        return real.untouched(table, key, rows);
    }

    @Override
    public List<TakeBackOutcome> takeBack(Table table, List<String> key, List<WrittenRow> rows) {
        return real.takeBack(table, key, rows);
    }

    @Override
    public void advanceSequences(Table table) {
        // A sequence does not roll back, so a rehearsal leaves it alone.
    }

    @Override
    public void close() {
        // The one real session is closed by whoever rehearses.
    }
}
