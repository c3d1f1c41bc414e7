package dev.wharf.database.sqlite;

import dev.wharf.database.Extract;
import dev.wharf.database.ExtractColumn;
import dev.wharf.database.ExtractRefusal;
import dev.wharf.wire.ValueType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConnection;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * Finds an extract's columns by preparing it. Twice: as it stands for its columns' names, and in the parentheses in which it
 * is read later, because SQLite prepares the first of several statements and says nothing of the others.
 */
final class SqliteDescribe {

    private SqliteDescribe() {}

    static Extract describe(Connection connection, String sql, List<String> key) throws SQLException {
        List<ExtractColumn> columns = new ArrayList<>();
        try {
            connection.prepareStatement("SELECT s.* FROM (" + sql + "\n) s").close();
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                DB library = connection.unwrap(SQLiteConnection.class).getDatabase();
                CoreStatement prepared = (CoreStatement) statement;
                int count = prepared.pointer.safeRunInt(DB::column_count);
                for (int i = 0; i < count; i++) {
                    int at = i;
                    String name = prepared.pointer.safeRun((db, pointer) -> library.column_name(pointer, at));
                    String declared = prepared.pointer.safeRun((db, pointer) -> library.column_decltype(pointer, at));
                    columns.add(new ExtractColumn(
                            name == null ? "" : name, SqliteTypes.of(declared == null ? "" : declared), ValueType.DYNAMIC));
                }
            }
        } catch (SQLException e) {
            throw refusal(e, sql);
        }
        ExtractRefusal.requireNames(columns, key);
        return new Extract(sql, columns, key);
    }

    private static RuntimeException refusal(SQLException e, String sql) throws SQLException {
        return switch (SqliteErrors.code(e)) {
            case SQLITE_ERROR, SQLITE_AUTH, SQLITE_TOOBIG, SQLITE_RANGE ->
                ExtractRefusal.of(SqliteErrors.code(e).name(), sql, 0, SqliteErrors.detail(e), null, e);
            default -> throw e;
        };
    }
}
