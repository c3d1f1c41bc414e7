package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.ByteSink;
import dev.wharf.database.StoredRow;
import dev.wharf.wire.BigEndian;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** Finds rows by their keys, with their bytes as the server sends them. */
final class PostgresFind {

    private static final int HEADER_BYTES = 19;

    private PostgresFind() {}

    static List<@Nullable StoredRow> find(
            PostgresTargetSession session, Table table, List<String> key, List<List<String>> keys, List<Column> columns) {
        @Nullable StoredRow[] found = new StoredRow[keys.size()];
        if (keys.isEmpty()) {
            return Arrays.asList(found);
        }
        PostgresKeys wanted = new PostgresKeys(table, key);
        StringBuilder select = new StringBuilder("SELECT u.wharf_n::int4, t.xmin::text");
        columns.forEach(c -> select.append(", t.").append(name(c.name())));
        String sql = "COPY (" + select + " FROM " + wanted.literal(keys) + " JOIN " + name(table.name()) + " t ON "
                + wanted.matches("t", "u") + ") TO STDOUT (FORMAT binary)";
        session.guarded(() -> read(session, sql, found));
        return Arrays.asList(found);
    }

    private static void read(PostgresTargetSession session, String sql, @Nullable StoredRow[] found) throws SQLException {
        CopyOut copy = session.connection().unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
        try {
            boolean headerSeen = false;
            byte[] message = copy.readFromCopy();
            while (message != null) {
                int start = headerSeen ? 0 : HEADER_BYTES;
                headerSeen = true;
                if (message.length > start && BigEndian.int16(message, start) >= 0) {
                    row(message, start, found);
                }
                message = copy.readFromCopy();
            }
        } finally {
            if (copy.isActive()) {
                // Whatever is said next on this connection would wait for a copy that nobody reads any more.
                session.connection().abort(Runnable::run);
            }
        }
    }

    private static void row(byte[] message, int start, @Nullable StoredRow[] found) {
        int number = BigEndian.int32(message, start + 6);
        int length = BigEndian.int32(message, start + 10);
        String transaction = new String(message, start + 14, length, StandardCharsets.US_ASCII);
        int rest = start + 14 + length;
        ByteSink tuple = new ByteSink(2 + message.length - rest);
        tuple.int16(BigEndian.int16(message, start) - 2);
        tuple.put(message, rest, message.length - rest);
        found[number - 1] = new StoredRow(transaction, tuple.toBytes());
    }
}
