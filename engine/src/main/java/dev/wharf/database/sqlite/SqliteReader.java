package dev.wharf.database.sqlite;

import static dev.wharf.database.sqlite.SqliteSql.list;
import static dev.wharf.database.sqlite.SqliteSql.name;

import dev.wharf.database.ChunkArrays;
import dev.wharf.database.Extract;
import dev.wharf.database.KeyBound;
import dev.wharf.database.KeyRange;
import dev.wharf.database.ReadColumn;
import dev.wharf.database.RowCursor;
import dev.wharf.database.SourceReader;
import dev.wharf.wire.RowChunk;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads on the snapshot's own connection, which it does not close. */
final class SqliteReader implements SourceReader {

    private final Connection connection;
    private final ChunkArrays arrays = new ChunkArrays();

    SqliteReader(Connection connection) {
        this.connection = connection;
    }

    @Override
    public RowCursor read(Extract extract, List<ReadColumn> columns, KeyRange range) {
        List<String> conditions = new ArrayList<>();
        List<String> bounds = new ArrayList<>();
        String key = "(" + list(extract.key(), k -> "s." + name(k)) + ")";
        String parameters = "(" + SqliteSql.parameters(extract.key().size()) + ")";
        KeyBound after = range.after();
        if (after != null) {
            conditions.add(key + " > " + parameters);
            bounds.addAll(after.parts());
        }
        KeyBound through = range.through();
        if (through != null) {
            conditions.add(key + " <= " + parameters);
            bounds.addAll(through.parts());
        }
        return cursor(extract, columns, String.join(" AND ", conditions), bounds);
    }

    /**
     * A text is compared by the column's affinity; where there is none, '7' and 7 differ, so both are looked for, and a blob
     * by its hexadecimal digits.
     */
    @Override
    public RowCursor find(Extract extract, List<ReadColumn> columns, List<String> by, List<List<String>> values) {
        List<String> bounds = new ArrayList<>();
        List<String> rows = new ArrayList<>();
        for (List<String> value : values) {
            List<String> parts = new ArrayList<>();
            for (int i = 0; i < by.size(); i++) {
                List<String> forms = SqliteKeys.forms(value.get(i));
                parts.add("s." + name(by.get(i)) + " IN (" + SqliteSql.parameters(forms.size()) + ")");
                bounds.addAll(forms);
            }
            rows.add("(" + String.join(" AND ", parts) + ")");
        }
        return cursor(extract, columns, rows.isEmpty() ? "0" : String.join(" OR ", rows), bounds);
    }

    private RowCursor cursor(Extract extract, List<ReadColumn> columns, String condition, List<String> bounds) {
        String sql = "SELECT " + list(columns, c -> "s." + name(c.column().name()))
                + ", " + list(extract.key(), k -> "s." + name(k))
                + " FROM (" + extract.sql() + "\n) s" + (condition.isEmpty() ? "" : " WHERE " + condition)
                + " ORDER BY " + list(extract.key(), k -> "s." + name(k));
        try {
            PreparedStatement statement = connection.prepareStatement(sql);
            try {
                for (int i = 0; i < bounds.size(); i++) {
                    SqliteBound.bind(statement, i + 1, bounds.get(i));
                }
                return new SqliteCursor(extract, columns, arrays, statement);
            } catch (SQLException | RuntimeException e) {
                statement.close();
                throw e;
            }
        } catch (SQLException e) {
            throw SqliteErrors.of(e);
        }
    }

    @Override
    public void reuse(RowChunk chunk) {
        arrays.giveBack(chunk);
    }

    @Override
    public void close() {
        // The snapshot closes the connection.
    }
}
