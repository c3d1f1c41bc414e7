package dev.wharf.database.postgresql;

import dev.wharf.database.ChunkArrays;
import dev.wharf.database.ChunkBuilder;
import dev.wharf.database.Extract;
import dev.wharf.database.ReadColumn;
import dev.wharf.database.RowCursor;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.RowChunk;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/** The rows of one COPY … TO STDOUT, their bytes as the server sent them. One message of the protocol is one row. */
final class PostgresCursor implements RowCursor {

    /** Signature, flags, length of an extension that no server sends. */
    private static final int HEADER_BYTES = 19;

    private static final String CANCELLED = "57014";

    private final Connection connection;
    private final CopyOut copy;
    private final ChunkBuilder chunks;
    private boolean headerSeen;
    private boolean ended;

    PostgresCursor(Connection connection, Extract extract, List<ReadColumn> columns, ChunkArrays arrays, String sql) {
        this.connection = connection;
        chunks = new ChunkBuilder(extract, columns, arrays);
        try {
            copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(sql);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public @Nullable RowChunk next() {
        try {
            while (!ended && !chunks.full()) {
                byte[] message = copy.readFromCopy();
                if (message == null) {
                    ended = true;
                    break;
                }
                int start = headerSeen ? 0 : HEADER_BYTES;
                headerSeen = true;
                if (message.length > start && BigEndian.int16(message, start) >= 0) {
                    chunks.add(message, start, message.length - start);
                }
            }
            return chunks.take();
        } catch (SQLException e) {
            ended = true;
            throw failed(e);
        }
    }

    private RuntimeException failed(SQLException e) {
        try {
            PostgresReader.backToReading(connection);
        } catch (SQLException again) {
            e.addSuppressed(again);
        }
        return PostgresErrors.of(e);
    }

    /** Asks the server to stop and reads what it sent until then: the driver's own cancelCopy leaves that on the wire. */
    @Override
    public void close() {
        if (ended) {
            return;
        }
        ended = true;
        try {
            connection.unwrap(PGConnection.class).cancelQuery();
            while (copy.readFromCopy() != null) {
                // Left unread on purpose.
            }
        } catch (SQLException e) {
            if (!CANCELLED.equals(e.getSQLState())) {
                throw failed(e);
            }
        }
        try {
            back();
        } catch (SQLException e) {
            throw PostgresErrors.of(e);
        }
    }

    /** The request to stop may come too late for the copy and in time for what follows. */
    private void back() throws SQLException {
        try {
            PostgresReader.backToReading(connection);
        } catch (SQLException e) {
            if (!CANCELLED.equals(e.getSQLState())) {
                throw e;
            }
            PostgresReader.backToReading(connection);
        }
    }
}
