package dev.wharf.database.postgresql;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one database. One that was given back is used again, for opening a session costs more than most of what is
 * asked by it. What is given back holds nothing: no transaction, no lock, no setting, no temporary table.
 */
final class PostgresSessions implements AutoCloseable {

    /** What a session is for; see {@link PostgresConnector}. */
    enum Use {
        READING,
        SOURCE,
        TARGET
    }

    /** Of all databases of this process together, so that one whose user forgot to close it keeps few from others. */
    private static final int MOST_IDLE = 24;
    /** What lies longer may have been forgotten by something on the way to the server. */
    private static final Duration LONGEST_IDLE = Duration.ofSeconds(30);

    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);

    private static final ConcurrentLinkedDeque<Idle> ALL = new ConcurrentLinkedDeque<>();

    /** A session that lies; whoever removes it from its owner's may use or end it. */
    private record Idle(PostgresSessions owner, Connection connection, long since) {

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private final PostgresConnector connector;
    private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();
    private final Set<Connection> lent = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    PostgresSessions(PostgresConnector connector) {
        this.connector = connector;
    }

    /** What is asked of a session. */
    @FunctionalInterface
    interface Question<T> {
        T of(Connection connection) throws SQLException;
    }

    /** Asks outside of a transaction. */
    <T> T ask(Use use, Question<T> question) throws SQLException {
        Connection connection = take(use);
        boolean answered = false;
        try {
            T answer = question.of(connection);
            answered = true;
            return answer;
        } finally {
            if (answered) {
                giveBack(connection);
            } else {
                lent.remove(connection);
                end(connection);
            }
        }
    }

    Connection take(Use use) {
        Connection connection = kept(use);
        if (connection == null) {
            connection = connector.open(use);
        } else {
            guard(connection, use);
        }
        lent.add(connection);
        return connection;
    }

    /** One that was given back and still answers, its settings pinned for this use. */
    private @Nullable Connection kept(Use use) {
        for (Idle found = poll(); found != null; found = poll()) {
            Connection connection = found.connection();
            boolean fresh = System.nanoTime() - found.since() < LONGEST_IDLE.toNanos();
            if (fresh && answers(connection, () -> connector.pin(connection, use))) {
                return connection;
            }
            end(connection);
            if (fresh) {
                // What lost this one has probably lost the others; each would be waited for.
                endIdle();
            }
        }
        return null;
    }

    private void guard(Connection connection, Use use) {
        try {
            connector.guard(connection, use);
        } catch (RuntimeException e) {
            end(connection);
            throw e;
        }
    }

    /** Takes a session back that has ended its transaction; any other is closed. Once more does nothing. */
    void giveBack(Connection connection) {
        if (!lent.remove(connection)) {
            return;
        }
        if (!closed && answers(connection, () -> discard(connection))) {
            Idle kept = new Idle(this, connection, System.nanoTime());
            idle.addFirst(kept);
            ALL.addLast(kept);
            endOldest();
            if (closed) {
                close();
            }
        } else {
            end(connection);
        }
    }

    private @Nullable Idle poll() {
        Idle found = idle.pollFirst();
        if (found != null) {
            ALL.remove(found);
        }
        return found;
    }

    private static void endOldest() {
        while (ALL.size() > MOST_IDLE) {
            Idle oldest = ALL.pollFirst();
            if (oldest != null && oldest.owner().idle.remove(oldest)) {
                end(oldest.connection());
            }
        }
    }

    private static void discard(Connection connection) throws SQLException {
        if (connection.isClosed() || !connection.getAutoCommit()) {
            throw new SQLException("the session is within a transaction");
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("DISCARD ALL");
        }
    }

    private interface Work {
        void run() throws SQLException;
    }

    /** A session may be lost without a word while it lies: then silence must not last as long as a statement may. */
    private static boolean answers(Connection connection, Work work) {
        try {
            int patience = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, (int) LONGEST_ANSWER.toMillis());
            work.run();
            connection.setNetworkTimeout(Runnable::run, patience);
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Ends a session of which nobody knows how it stands. */
    private static void end(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            // The server ends what it cannot hear from.
        }
    }

    @Override
    public void close() {
        closed = true;
        endIdle();
    }

    private void endIdle() {
        for (Idle found = poll(); found != null; found = poll()) {
            end(found.connection());
        }
    }
}
