package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.list;
import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.catalog.TableName;
import dev.wharf.database.ByteSink;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Appends rows by COPY in its text format, which suits every type of column. */
final class PostgresAppend {

    private static final int FLUSHED_BYTES = 256 * 1024;

    private PostgresAppend() {}

    static void append(
            PostgresTargetSession session, TableName table, List<String> columns, List<@Nullable Object[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        String sql = "COPY " + name(table) + " (" + list(columns, PostgresSql::name) + ") FROM STDIN";
        session.guarded(() -> {
            CopyIn copy = session.connection().unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
            try {
                write(copy, rows);
                copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        });
    }

    private static void write(CopyIn copy, List<@Nullable Object[]> rows) throws SQLException {
        ByteSink out = new ByteSink(FLUSHED_BYTES + FLUSHED_BYTES / 4);
        for (@Nullable Object[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                if (i > 0) {
                    out.int8('\t');
                }
                value(row[i], out);
            }
            out.int8('\n');
            if (out.size() >= FLUSHED_BYTES) {
                copy.writeToCopy(out.bytes(), 0, out.size());
                out.truncate(0);
            }
        }
        copy.writeToCopy(out.bytes(), 0, out.size());
    }

    private static void value(@Nullable Object value, ByteSink out) {
        switch (value) {
            case null -> {
                out.int8('\\');
                out.int8('N');
            }
            case byte[] bytes -> out.utf8("\\\\x" + HexFormat.of().formatHex(bytes));
            case String text -> escaped(text.getBytes(StandardCharsets.UTF_8), out);
            default -> escaped(value.toString().getBytes(StandardCharsets.UTF_8), out);
        }
    }

    private static void escaped(byte[] text, ByteSink out) {
        int from = 0;
        for (int i = 0; i < text.length; i++) {
            char letter = switch (text[i]) {
                case '\\' -> '\\';
                case '\n' -> 'n';
                case '\r' -> 'r';
                case '\t' -> 't';
                default -> 0;
            };
            if (letter != 0) {
                out.put(text, from, i - from);
                out.int8('\\');
                out.int8(letter);
                from = i + 1;
            }
        }
        out.put(text, from, text.length - from);
    }
}
