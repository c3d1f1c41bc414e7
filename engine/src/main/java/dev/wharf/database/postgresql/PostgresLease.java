package dev.wharf.database.postgresql;

import dev.wharf.database.ConnectionLost;
import dev.wharf.database.Database;
import dev.wharf.database.RunLease;
import dev.wharf.database.TargetSession;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** A session's advisory lock, on a connection of its own: the server gives it back when the session ends. */
public final class PostgresLease implements RunLease {

    private final TargetSession session;
    private final long key;
    private boolean closed;

    private PostgresLease(TargetSession session, long key) {
        this.session = session;
        this.key = key;
    }

    public static Optional<RunLease> tryAcquire(Database target, String name) {
        TargetSession session = target.openTarget();
        boolean taken = false;
        try {
            long key = key(name);
            taken = ask(session, "SELECT pg_try_advisory_lock(?)", key);
            return taken ? Optional.of(new PostgresLease(session, key)) : Optional.empty();
        } finally {
            if (!taken) {
                session.close();
            }
        }
    }

    public static boolean held(Database target, String name) {
        try (TargetSession session = target.openTarget()) {
            return ask(
                    session,
                    """
                    SELECT EXISTS (SELECT FROM pg_locks
                        WHERE locktype = 'advisory' AND objsubid = 1 AND granted
                          AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                          AND (classid::bigint << 32 | objid::bigint) = ?)""",
                    key(name));
        }
    }

    @Override
    public boolean alive() {
        try {
            // Once it was closed, its connection may be somebody else's session.
            return !closed && session.connection().isValid(5);
        } catch (SQLException e) {
            return false;
        }
    }

    /** The server would give the lock back by itself, but a moment after the session's end: too late for who comes next. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (session) {
            ask(session, "SELECT pg_advisory_unlock(?)", key);
        } catch (ConnectionLost e) {
            // A session that is gone holds nothing.
        }
    }

    private static boolean ask(TargetSession session, String sql, long key) {
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setLong(1, key);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new ConnectionLost("The target did not answer for the run's lock (SQLSTATE " + e.getSQLState() + ").", e);
        }
    }

    /** 64 bits of a hash: names that share them would only keep each other waiting. */
    private static long key(String name) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(("wharf:" + name).getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
