package dev.wharf.database.sqlite;

import dev.wharf.database.ByteSink;
import dev.wharf.database.ChunkArrays;
import dev.wharf.database.ChunkBuilder;
import dev.wharf.database.Extract;
import dev.wharf.database.KeyText;
import dev.wharf.database.ReadColumn;
import dev.wharf.database.RowCursor;
import dev.wharf.wire.RowChunk;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of one statement, each value with its storage class. Behind the columns asked for the statement has the key. */
final class SqliteCursor implements RowCursor {

    private final PreparedStatement statement;
    private final ResultSet result;
    private final SqliteRows values;
    private final List<String> names;
    private final int keys;
    private final ChunkBuilder chunks;
    private boolean ended;

    SqliteCursor(Extract extract, List<ReadColumn> columns, ChunkArrays arrays, PreparedStatement statement) throws SQLException {
        this.statement = statement;
        names = columns.stream().map(c -> c.column().name()).toList();
        keys = extract.key().size();
        chunks = new ChunkBuilder(extract, columns, arrays);
        values = new SqliteRows(statement, SqliteRows.encodesUtf8(statement.getConnection()));
        SqliteDeadline.arm(statement.getConnection());
        result = statement.executeQuery();
    }

    @Override
    public @Nullable RowChunk next() {
        try {
            if (!ended) {
                SqliteDeadline.arm(statement.getConnection());
            }
            while (!ended && !chunks.full()) {
                if (!result.next()) {
                    close();
                    break;
                }
                ByteSink out = chunks.begin();
                values.tuple(names, 0, names.size(), out);
                chunks.end();
            }
            return chunks.take();
        } catch (SqliteRows.InvalidText e) {
            throw e.named(key());
        } catch (SQLException e) {
            throw SqliteErrors.of(e);
        }
    }

    private String key() {
        try {
            List<@Nullable String> parts = new ArrayList<>(keys);
            for (int i = 0; i < keys; i++) {
                parts.add(result.getString(names.size() + 1 + i));
            }
            return KeyText.of(parts);
        } catch (SQLException e) {
            return "(whose key cannot be read)";
        }
    }

    @Override
    public void close() {
        ended = true;
        try {
            statement.close();
        } catch (SQLException e) {
            throw SqliteErrors.of(e);
        }
    }
}
