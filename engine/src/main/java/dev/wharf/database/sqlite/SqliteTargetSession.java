package dev.wharf.database.sqlite;

import static dev.wharf.database.sqlite.SqliteSql.name;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.FillOutcome;
import dev.wharf.database.FillRow;
import dev.wharf.database.StoredRow;
import dev.wharf.database.TakeBackOutcome;
import dev.wharf.database.TargetSession;
import dev.wharf.database.WriteBlock;
import dev.wharf.database.WriteOutcome;
import dev.wharf.database.WrittenRow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes to SQLite, in transactions that take the write lock at once. The driver stays in autocommit: BEGIN and COMMIT are
 * statements of this session. For one thread.
 */
final class SqliteTargetSession implements TargetSession {

    private static final int CACHE_KIB = 64 * 1024;

    private final Connection connection;
    private final boolean utf8;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();
    private final SqliteDeferred deferred = new SqliteDeferred(this);
    private final Map<TableName, List<SqliteReferences.Reference>> references = new HashMap<>();
    private boolean roomy;

    /** @param connection in autocommit, closed with the session; foreign keys are enforced on it from now on */
    SqliteTargetSession(Connection connection) {
        this.connection = connection;
        execute("PRAGMA foreign_keys = ON");
        utf8 = asked(() -> SqliteRows.encodesUtf8(connection));
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public void begin() {
        execute("BEGIN IMMEDIATE");
        asked(deferred::begin);
    }

    @Override
    public void commit() {
        try {
            execute("COMMIT");
        } catch (DataRefusal refusal) {
            deferred.lookCloser();
            throw refusal;
        }
    }

    @Override
    public void rollback() {
        execute("ROLLBACK");
    }

    @Override
    public void savepoint(String name) {
        execute("SAVEPOINT " + name(name));
        deferred.savepoint(name);
    }

    @Override
    public void rollbackTo(String name) {
        execute("ROLLBACK TO SAVEPOINT " + name(name));
        deferred.rollbackTo(name);
    }

    @Override
    public void release(String name) {
        execute("RELEASE SAVEPOINT " + name(name));
        deferred.release(name);
    }

    @Override
    public String transaction() {
        return "";
    }

    @Override
    public List<WriteOutcome> write(WriteBlock block) {
        makeRoom();
        return asked(() -> new SqliteWriter(this, block).write());
    }

    /**
     * Gives a session that writes rows a cache of its own size, which is not the file's: with the default of 2 MB the pages
     * of indexes would come and go within a batch. Sessions that look something up do without.
     */
    private void makeRoom() {
        if (!roomy) {
            execute("PRAGMA cache_size = -" + CACHE_KIB);
            roomy = true;
        }
    }

    @Override
    public void checkDeferred() {
        asked(deferred::check);
    }

    /** Remembers rows that were written, by their keys as {@link SqliteBound} writes them. */
    void noteWritten(Table table, List<String> key, List<List<String>> keys) {
        deferred.note(table, key, keys);
    }

    @Override
    public void append(TableName table, List<String> columns, List<@Nullable Object[]> rows) {
        String sql = "INSERT INTO " + name(table) + " (" + SqliteSql.list(columns, SqliteSql::name) + ") VALUES ("
                + SqliteSql.parameters(columns.size()) + ")";
        asked(() -> {
            PreparedStatement statement = prepare(sql);
            for (@Nullable Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    bind(statement, i + 1, row[i]);
                }
                statement.executeUpdate();
            }
            return rows.size();
        });
    }

    private static void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (value) {
            case null -> statement.setNull(index, Types.NULL);
            case byte[] bytes -> statement.setBytes(index, bytes);
            case Integer number -> statement.setInt(index, number);
            case Long number -> statement.setLong(index, number);
            default -> statement.setString(index, value.toString());
        }
    }

    @Override
    public List<@Nullable StoredRow> find(Table table, List<String> key, List<List<String>> keys, List<Column> columns) {
        return asked(() -> new SqliteTable(this, table, key).find(keys, columns));
    }

    @Override
    public List<FillOutcome> fill(Table table, List<String> key, Column column, List<FillRow> rows) {
        makeRoom();
        return asked(() -> new SqliteFill(this, table, key, column).run(rows));
    }

    @Override
    public List<Boolean> untouched(Table table, List<String> key, List<WrittenRow> rows) {
        return asked(() -> new SqliteTakeBack(this, table, key, rows).untouched());
    }

    @Override
    public List<TakeBackOutcome> takeBack(Table table, List<String> key, List<WrittenRow> rows) {
        makeRoom();
        return asked(() -> new SqliteTakeBack(this, table, key, rows).run());
    }

    /** SQLite numbers by the greatest rowid that is there or, for AUTOINCREMENT, ever was; both see explicit numbers. */
    @Override
    public void advanceSequences(Table table) {
        // Nothing lags behind.
    }

    @Override
    public void close() {
        try (connection) {
            for (PreparedStatement statement : prepared.values()) {
                statement.close();
            }
        } catch (SQLException e) {
            throw SqliteErrors.of(e);
        }
    }

    /** A statement that is prepared once a session. The caller closes its results, not the statement. */
    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    boolean encodesUtf8() {
        return utf8;
    }

    /** Reads the current row of one of this session's statements. */
    SqliteRows rows(Statement statement) {
        return new SqliteRows(statement, utf8);
    }

    List<SqliteReferences.Reference> references(TableName table) throws SQLException {
        List<SqliteReferences.Reference> known = references.get(table);
        if (known == null) {
            known = SqliteReferences.to(connection, table);
            references.put(table, known);
        }
        return known;
    }

    /** Work on the connection that gives something. */
    @FunctionalInterface
    interface Question<T extends @Nullable Object> {
        T ask() throws SQLException;
    }

    static <T extends @Nullable Object> T asked(Question<T> question) {
        try {
            return question.ask();
        } catch (SQLException e) {
            throw SqliteErrors.of(e);
        }
    }

    private void execute(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw SqliteErrors.of(e);
        }
    }
}
