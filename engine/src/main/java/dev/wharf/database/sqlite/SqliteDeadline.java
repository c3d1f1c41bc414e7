package dev.wharf.database.sqlite;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;

/**
 * Stops statements of a source session that outlast their time. SQLite runs inside this process and the driver's own query
 * time-out only bounds the wait for locks, so its progress handler looks at the clock. It is armed from the beginning; arm it
 * again before a statement, or before each portion of its rows. It looks between steps only: one call of a function over
 * values of hundreds of megabytes ends before it is looked at.
 */
final class SqliteDeadline extends ProgressHandler {

    /** Steps of SQLite's virtual machine between two looks, a few milliseconds at most. */
    private static final int STEPS = 100_000;

    /** For a statement until its first row, and for every chunk of its rows; a sort of a large file takes long. */
    private static final Duration PORTION = Duration.ofHours(1);

    private static final Map<Connection, SqliteDeadline> OF = Collections.synchronizedMap(new WeakHashMap<>());

    private volatile long endNanos;

    private SqliteDeadline() {}

    static void watch(Connection connection) throws SQLException {
        SqliteDeadline deadline = new SqliteDeadline();
        ProgressHandler.setHandler(connection, STEPS, deadline);
        OF.put(connection, deadline);
        arm(connection);
    }

    /** As {@link #arm(Connection, Duration)} for reading an extract. */
    static void arm(Connection connection) {
        arm(connection, PORTION);
    }

    /** From now on the session's statements may take that long; what then still runs ends with SQLITE_INTERRUPT. */
    static void arm(Connection connection, Duration time) {
        @Nullable SqliteDeadline deadline = OF.get(connection);
        if (deadline != null) {
            deadline.endNanos = System.nanoTime() + time.toNanos();
        }
    }

    /** Not 0 ends the statement. A thread that was interrupted wants its statement to end, too. */
    @Override
    protected int progress() {
        return System.nanoTime() - endNanos > 0 || Thread.currentThread().isInterrupted() ? 1 : 0;
    }
}
