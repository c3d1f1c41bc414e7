package dev.wharf.database.postgresql;

import dev.wharf.database.ConnectionLost;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.net.UnknownHostException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What the server's errors mean, by SQLSTATE ("PostgreSQL Error Codes" in its documentation). The server's own texts quote
 * rows, in its details nearly always, so messages are built from the names of constraint, table and column alone.
 */
final class PostgresErrors {

    private static final Set<String> TRY_AGAIN = Set.of(
            "40001", "40003", "40P01", // serialization, unknown completion, deadlock
            "55P03", "25P03", "25P04", // lock and transaction time-outs
            "57P01", "57P02", "57P03", "57P05"); // the server stops, crashed, starts; the session idled

    private PostgresErrors() {}

    /** A failed statement: the rows' fault, worth another try, or neither. */
    static RuntimeException of(SQLException exception) {
        SQLException e = reason(exception);
        String state = state(e);
        if (lost(state)) {
            return new ConnectionLost("The database session ended or ran out of resources: " + condition(state) + ".", e);
        }
        if (rowsFault(state)) {
            return PostgresRefusals.of(state, server(e), e);
        }
        return switch (state) {
            case "57014" -> new WharfException(
                    Kind.ENVIRONMENT,
                    "database-timeout",
                    "A statement was cancelled (SQLSTATE 57014): it took longer than its session allows, or somebody cancelled it.",
                    "Look in pg_stat_activity what it waited for, then try again.",
                    e);
            case "25006" -> new WharfException(
                    Kind.ENVIRONMENT,
                    "database-read-only",
                    "The database takes no writes (SQLSTATE 25006): it is a standby, or the session is read-only.",
                    "Connect to the primary server.",
                    e);
            case "42501" -> new WharfException(
                    Kind.ENVIRONMENT,
                    "database-permission",
                    "The role may not do what the statement needs (SQLSTATE 42501): " + firstLine(e) + ".",
                    "Let the owner grant it, or connect as another role.",
                    e);
            default -> new WharfException(
                    Kind.DATA,
                    "database-refused",
                    "The database refused a statement (SQLSTATE " + state + ")"
                            + (state.startsWith("42") ? inText(e) : "") + ".",
                    "Survey the database again: it may have changed since the plan was checked.",
                    e);
        };
    }

    /** As {@link #of} where nothing was begun that could be tried again: a session that was lost is the environment's fault. */
    static RuntimeException answering(ConnectionSpec spec, SQLException e) {
        RuntimeException meant = of(e);
        return meant instanceof ConnectionLost
                ? environment(
                        "database-lost",
                        "Connection " + spec.name() + ": the session ended before the database answered: " + condition(state(e))
                                + ".",
                        "Try again; if it happens again, look into the server's log.",
                        e)
                : meant;
    }

    /** A connection that could not be opened. */
    static WharfException connecting(ConnectionSpec spec, String place, String database, SQLException e) {
        String state = state(e);
        String where = "Connection " + spec.name() + ": PostgreSQL at " + place;
        String user = spec.user() == null ? "the system's user" : "user " + spec.user();
        if (state.startsWith("28")) {
            boolean password = state.equals("28P01");
            return environment(
                    "database-credentials",
                    where + (password ? " refuses the password of " + user : " does not admit " + user + " from here")
                            + " (SQLSTATE " + state + ").",
                    password
                            ? "Correct user and password of the connection in wharf.yaml, or the variable that the password comes from."
                            : "Check the connection's user, or let the server's pg_hba.conf admit it.",
                    e);
        }
        return switch (state) {
            case "3D000" -> environment(
                    "database-missing",
                    where + " has no database " + database + " (SQLSTATE 3D000).",
                    "Correct the database's name at the end of the connection's URL, or create it.",
                    e);
            case "42501" -> environment(
                    "database-credentials",
                    where + ": " + user + " may not connect to database " + database + " (SQLSTATE 42501).",
                    "GRANT CONNECT ON DATABASE to that role, or use another.",
                    e);
            case "53300" -> environment(
                    "database-busy",
                    where + " has no connection free (SQLSTATE 53300).",
                    "End other sessions, or raise max_connections.",
                    e);
            case "08004" -> environment(
                    "database-credentials",
                    where + (spec.password() == null
                            ? " asks for a password, and the connection has none."
                            : " rejected the connection (SQLSTATE 08004)."),
                    "Give the connection a password in wharf.yaml: password: \"${env:NAME}\".",
                    e);
            default -> environment(
                    "database-unreachable",
                    where + " cannot be reached" + because(e, state) + ".",
                    "Check host and port of the connection's URL, and that the server runs and accepts connections from here.",
                    e);
        };
    }

    private static String because(SQLException e, String state) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return ": no host of that name is known";
            }
            if (cause instanceof java.net.SocketTimeoutException) {
                return ": it does not answer";
            }
            if (cause instanceof java.net.ConnectException) {
                return ": nothing listens there";
            }
        }
        return state.isEmpty() ? "" : " (SQLSTATE " + state + ")";
    }

    private static WharfException environment(String code, String message, String next, SQLException e) {
        return new WharfException(Kind.ENVIRONMENT, code, message, next, e);
    }

    static boolean lost(String state) {
        return state.startsWith("08") || state.startsWith("53") || state.startsWith("58") || TRY_AGAIN.contains(state);
    }

    /** Data and integrity errors, a view's check option, size limits of index rows, and what triggers raise. */
    private static boolean rowsFault(String state) {
        return state.startsWith("22")
                || state.startsWith("23")
                || state.startsWith("54")
                || state.startsWith("P0")
                || state.startsWith("38")
                || state.equals("44000")
                || state.equals("21000");
    }

    private static String condition(String state) {
        return switch (state) {
            case "40001" -> "a serialization failure (SQLSTATE 40001)";
            case "40P01" -> "a deadlock (SQLSTATE 40P01)";
            case "55P03" -> "a lock was not free in time (SQLSTATE 55P03)";
            case "53100" -> "the server's disk is full (SQLSTATE 53100)";
            case "53200" -> "the server is out of memory (SQLSTATE 53200)";
            case "53300" -> "the server has no connection free (SQLSTATE 53300)";
            case "57P01" -> "an administrator ended it (SQLSTATE 57P01)";
            default -> "SQLSTATE " + (state.isEmpty() ? "unknown" : state);
        };
    }

    /** A batch hides its reason in the next exception of the chain. */
    private static SQLException reason(SQLException e) {
        SQLException next = e.getNextException();
        return e instanceof BatchUpdateException && next != null ? next : e;
    }

    static String state(SQLException e) {
        String state = e.getSQLState();
        return state == null ? "" : state;
    }

    static @Nullable ServerErrorMessage server(SQLException e) {
        return e instanceof PSQLException p ? p.getServerErrorMessage() : null;
    }

    /**
     * The server's primary message where it speaks of the statement's text, and so has a place in it: such texts of class 42
     * name objects only. Those of a running statement may quote a row: a function may raise any code, and a cast to regclass
     * complains of the value.
     */
    private static String inText(SQLException e) {
        ServerErrorMessage server = server(e);
        return server == null || server.getPosition() < 1 ? "" : ": " + firstLine(e);
    }

    /** The server's primary message, but for what functions raise, which has a context. */
    private static String firstLine(SQLException e) {
        ServerErrorMessage server = server(e);
        String message = server == null || server.getWhere() != null ? null : server.getMessage();
        return message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
    }
}
