package dev.wharf.database.postgresql;

import dev.wharf.database.ConnectionLost;
import dev.wharf.database.DataRefusal;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Tells by SQLSTATE whose fault an error is. The server's own message may quote values, so ours is made of names only. */
final class PostgresErrors {

    private static final Pattern COPIED_LINE = Pattern.compile("^COPY [^,]+, line (\\d+)(?:, column ([^:]+))?");

    private PostgresErrors() {}

    static RuntimeException of(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (tryAgain(state)) {
            return new ConnectionLost("PostgreSQL ended the session or the transaction (SQLSTATE " + state + ")", e);
        }
        if (state.startsWith("22") || state.startsWith("23") || state.startsWith("P0") || state.startsWith("44")) {
            return refusal(e, state);
        }
        return new WharfException(
                Kind.DATA,
                "database-error",
                "PostgreSQL refused a statement (SQLSTATE " + state + "): " + firstLine(e),
                next(state),
                e);
    }

    /** Sessions that ended, servers out of something, and transactions that lost against another. */
    private static boolean tryAgain(String state) {
        return state.startsWith("08")
                || state.startsWith("57P")
                || state.startsWith("53")
                || state.startsWith("58")
                || state.equals("40001")
                || state.equals("40P01")
                || state.equals("25P03")
                || state.equals("55P03");
    }

    private static String next(String state) {
        return switch (state) {
            case "42501" -> "grant the role what it lacks: wharf audit ddl prints the smallest grants";
            case "57014" -> "the statement took longer than the session's time-out; make it cheaper, or raise the time-out";
            default -> "look at the database's log for the statement";
        };
    }

    private static String firstLine(SQLException e) {
        String message = String.valueOf(e.getMessage());
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    private static DataRefusal refusal(SQLException e, String state) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        Matcher line = COPIED_LINE.matcher(server == null || server.getWhere() == null ? "" : server.getWhere());
        boolean copied = line.find();
        String column = server != null && server.getColumn() != null ? server.getColumn()
                : copied ? line.group(2) : null;
        return DataRefusal.of(
                state,
                message(state, server, column),
                e,
                copied ? Math.max(0, Integer.parseInt(line.group(1)) - 1) : -1);
    }

    private static String message(String state, @Nullable ServerErrorMessage server, @Nullable String column) {
        String constraint = server == null || server.getConstraint() == null ? "" : " " + server.getConstraint();
        String table = server == null || server.getTable() == null ? "" : " of " + server.getTable();
        return switch (state) {
            case "23505" -> "the unique constraint" + constraint + table + " allows a key only once";
            case "23503" -> "the foreign key" + constraint + table + " has no row to refer to, or rows that refer to it";
            case "23502" -> "the column" + (column == null ? "" : " " + column) + table + " may not be NULL";
            case "23514" -> "the check constraint" + constraint + table + " is not met";
            case "23P01" -> "the exclusion constraint" + constraint + table + " is not met";
            case "44000" -> "the view's check option is not met";
            case "P0001" -> "a trigger or function of the target raised an exception";
            default -> "the column" + (column == null ? "" : " " + column) + table + " cannot take the value (SQLSTATE "
                    + state + ")";
        };
    }
}
