package dev.wharf.faults;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.testing.TableDump;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database of a scenario and what a test does to it past Wharf. */
abstract sealed class Place permits PlaceInFile, PlaceOnServer {

    abstract ConnectionSpec spec();

    /** A connection of the owner. */
    abstract Connection connect() throws SQLException;

    /** Remembers how it stands, for {@link #restore}. */
    abstract void remember() throws Exception;

    /** As it was remembered. */
    abstract void restore() throws Exception;

    /** Keeps what a process that is killed now would leave. */
    abstract void takeImage();

    /** Has what the dead process left, without its sessions. */
    abstract void afterDeath(List<AutoCloseable> leftOpen) throws Exception;

    /**
     * All that an engine left and that another one could go by, as a text: without times, names of transactions and numbers
     * of records. Null where more than the rows counts, such as a journal that is still to be undone.
     */
    abstract @Nullable String left() throws SQLException;

    /** Wharf's sessions that are still there a while after its command has ended, by what they ran last. */
    abstract List<String> sessionsLeft() throws Exception;

    /** Ends all sessions of Wharf. */
    abstract void cutEverySession() throws SQLException;

    /** Makes a call while another program holds the database. */
    abstract @Nullable Object busyDuring(Call call, Injector.Real real) throws Throwable;

    /** {@code wharf.} where the audit tables have a schema of their own. */
    abstract String audit();

    final void execute(String script) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : script.split(";\\s*\n")) {
                if (!sql.isBlank()) {
                    statement.execute(sql);
                }
            }
        }
    }

    /** Work on a connection of the owner. */
    @FunctionalInterface
    interface Look<T> {
        T at(Connection connection) throws SQLException;
    }

    /** Looks past Wharf, by a connection that may be an older one. */
    <T> T look(Look<T> look) throws SQLException {
        try (Connection connection = connect()) {
            return look.at(connection);
        }
    }

    /** The rows of a query; {@code @} stands before Wharf's own tables. */
    final List<String> query(String sql) throws SQLException {
        return look(connection -> TableDump.rows(connection, sql.replace("@", audit())));
    }

    final List<String> users() throws SQLException {
        return look(TableDump::ofTheUsers);
    }

    static void closeAll(List<AutoCloseable> resources) {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                // It belonged to an engine that is dead.
            }
        }
    }
}
