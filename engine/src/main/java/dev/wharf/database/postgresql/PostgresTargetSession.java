package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import dev.wharf.database.ConnectionLost;
import dev.wharf.database.FillOutcome;
import dev.wharf.database.FillRow;
import dev.wharf.database.StoredRow;
import dev.wharf.database.TakeBackOutcome;
import dev.wharf.database.TargetSession;
import dev.wharf.database.WriteBlock;
import dev.wharf.database.WriteOutcome;
import dev.wharf.database.WrittenRow;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes to PostgreSQL. What a method does lies in a class of its own; this one holds the transaction. For one thread. */
final class PostgresTargetSession implements TargetSession {

    private final Connection connection;
    private final Consumer<Connection> closing;
    private final Deque<String> savepoints = new ArrayDeque<>();
    private final Set<String> transactions = new LinkedHashSet<>();
    private boolean subtransactionNoted;
    private @Nullable Boolean defers;
    private boolean closed;

    /**
     * @param connection with its settings pinned, in autocommit
     * @param closing what becomes of the connection when the session is closed, within a transaction or not; it is not used afterwards
     */
    PostgresTargetSession(Connection connection, Consumer<Connection> closing) {
        this.connection = connection;
        this.closing = closing;
    }

    @Override
    public Connection connection() {
        if (closed) {
            throw ended();
        }
        return connection;
    }

    /** The connection may be another session's by now. */
    private static ConnectionLost ended() {
        return new ConnectionLost("The session was closed before.", new SQLException("closed", "08003"));
    }

    @Override
    public void begin() {
        savepoints.clear();
        transactions.clear();
        subtransactionNoted = false;
        guarded(() -> connection.setAutoCommit(false));
    }

    @Override
    public void commit() {
        guarded(() -> {
            connection.commit();
            connection.setAutoCommit(true);
        });
    }

    @Override
    public void rollback() {
        guarded(() -> {
            connection.rollback();
            connection.setAutoCommit(true);
        });
    }

    @Override
    public void savepoint(String name) {
        execute("SAVEPOINT " + name(name));
        savepoints.push(name);
        subtransactionNoted = false;
    }

    @Override
    public void rollbackTo(String name) {
        execute("ROLLBACK TO SAVEPOINT " + name(name));
        while (!name.equals(savepoints.peek())) {
            savepoints.pop();
        }
        subtransactionNoted = false;
    }

    @Override
    public void release(String name) {
        execute("RELEASE SAVEPOINT " + name(name));
        while (!name.equals(savepoints.pop())) {
            // Savepoints within it are released with it.
        }
        subtransactionNoted = false;
    }

    /**
     * The transaction's 64-bit xid; behind it, after a blank each, the xids of its subtransactions that wrote rows: behind a
     * savepoint rows carry the subtransaction's xid as their xmin, and the server soon forgets whose it was.
     */
    @Override
    public String transaction() {
        Set<String> all = new LinkedHashSet<>();
        all.add(ask("SELECT pg_current_xact_id()::text"));
        all.addAll(transactions);
        return String.join(" ", all);
    }

    /** Remembers the xid that rows written from now on will carry. */
    void noteSubtransaction() {
        if (savepoints.isEmpty() || subtransactionNoted) {
            return;
        }
        execute("CREATE TEMPORARY TABLE IF NOT EXISTS wharf_subtransaction (x integer) ON COMMIT DELETE ROWS");
        transactions.add(ask("INSERT INTO pg_temp.wharf_subtransaction VALUES (1) RETURNING xmin::text"));
        subtransactionNoted = true;
    }

    @Override
    public List<WriteOutcome> write(WriteBlock block) {
        noteSubtransaction();
        return new PostgresWriter(this).write(block);
    }

    /** Without a constraint that is deferred at first nothing can be left to check: nobody defers another one here. */
    @Override
    public void checkDeferred() {
        if (defers == null) {
            defers = ask("SELECT EXISTS (SELECT FROM pg_catalog.pg_constraint WHERE condeferred)::text").equals("true");
        }
        if (defers) {
            // A deferred trigger may write rows, here within the savepoint.
            noteSubtransaction();
            execute("SET CONSTRAINTS ALL IMMEDIATE");
            execute("SET CONSTRAINTS ALL DEFERRED");
        }
    }

    @Override
    public void append(TableName table, List<String> columns, List<@Nullable Object[]> rows) {
        PostgresAppend.append(this, table, columns, rows);
    }

    @Override
    public List<@Nullable StoredRow> find(Table table, List<String> key, List<List<String>> keys, List<Column> columns) {
        return PostgresFind.find(this, table, key, keys, columns);
    }

    @Override
    public List<FillOutcome> fill(Table table, List<String> key, Column column, List<FillRow> rows) {
        noteSubtransaction();
        return rows.isEmpty() ? List.of() : new PostgresFill(this, table, key, column, rows).run();
    }

    @Override
    public List<Boolean> untouched(Table table, List<String> key, List<WrittenRow> rows) {
        return new PostgresTakeBack(this, table, key, rows).untouched();
    }

    @Override
    public List<TakeBackOutcome> takeBack(Table table, List<String> key, List<WrittenRow> rows) {
        return rows.isEmpty() ? List.of() : new PostgresTakeBack(this, table, key, rows).run();
    }

    @Override
    public void advanceSequences(Table table) {
        PostgresAdvance.advance(this, table);
    }

    @Override
    public void sweep(Table table) {
        PostgresSweep.sweep(this, table);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            closing.accept(connection);
        }
    }

    /** Work on the connection whose errors are translated. */
    @FunctionalInterface
    interface Work {
        void run() throws SQLException;
    }

    /** Work on the connection that gives something. */
    @FunctionalInterface
    interface Question<T extends @Nullable Object> {
        T ask() throws SQLException;
    }

    void guarded(Work work) {
        if (closed) {
            throw ended();
        }
        try {
            work.run();
        } catch (SQLException e) {
            throw PostgresErrors.of(e);
        }
    }

    <T extends @Nullable Object> T asked(Question<T> question) {
        if (closed) {
            throw ended();
        }
        try {
            return question.ask();
        } catch (SQLException e) {
            throw PostgresErrors.of(e);
        }
    }

    void execute(String sql) {
        guarded(() -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        });
    }

    private String ask(String sql) {
        return asked(() -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getString(1);
            }
        });
    }
}
