package dev.wharf.database.postgresql;

import dev.wharf.database.DataRefusal;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/** Says why rows were refused, by the names that the server gives beside its text. */
final class PostgresRefusals {

    /** In an error's context. What follows the column's name is the value. */
    private static final Pattern COPIED_LINE = Pattern.compile("COPY [^,]+, line (\\d+)(?:, column ([^:]+))?");

    private PostgresRefusals() {}

    /** Names the row too, where a COPY was at it. */
    static DataRefusal of(String state, @Nullable ServerErrorMessage server, SQLException e) {
        String where = server == null ? null : server.getWhere();
        Matcher line = COPIED_LINE.matcher(where == null ? "" : where);
        boolean copied = line.find();
        String column = server == null ? null : server.getColumn();
        if (column == null && copied) {
            column = line.group(2);
        }
        return DataRefusal.of(
                state, text(state, server, column), e, copied ? Math.max(0, Integer.parseInt(line.group(1)) - 1) : -1);
    }

    private static String text(String state, @Nullable ServerErrorMessage server, @Nullable String column) {
        String constraint = server == null ? null : server.getConstraint();
        String table = table(server);
        String of = table == null ? "" : " of " + table;
        String named = constraint == null ? "" : " " + constraint;
        String its = column == null ? "its column" : "column " + column;
        return switch (state) {
            case "23505" -> "the unique constraint" + named + of + " holds a row with the same key (SQLSTATE 23505)";
            case "23503" -> "the foreign key" + named + of + " is broken (SQLSTATE 23503)";
            case "23502" -> its + of + " takes no NULL (SQLSTATE 23502)";
            case "23514" -> constraint == null
                    ? "no partition" + of + " takes the row (SQLSTATE 23514)"
                    : "the check" + named + of + " refuses the row (SQLSTATE 23514)";
            case "23P01" -> "the exclusion constraint" + named + of + " holds a row that conflicts (SQLSTATE 23P01)";
            case "44000" -> "the view's check option refuses the row (SQLSTATE 44000)";
            case "22001" -> "a text is longer than " + its + of + " takes (SQLSTATE 22001)";
            case "22003" -> "a number is out of the range of " + its + of + " (SQLSTATE 22003)";
            case "22007", "22008" -> "a date or time is none that " + its + of + " takes (SQLSTATE " + state + ")";
            case "22P02" -> "a text is no value of the type of " + its + of + " (SQLSTATE 22P02)";
            case "22021", "22P05" -> "a text holds a character that the database cannot keep (SQLSTATE " + state + ")";
            case "54000" -> "a value is larger than an index takes (SQLSTATE 54000)";
            case "21000" -> "two rows of the block mean the same row (SQLSTATE 21000)";
            default -> state.startsWith("P0") || state.startsWith("38")
                    ? "a trigger or function" + of + " raised an error (SQLSTATE " + state + ")"
                    : "the row breaks a rule" + of + (constraint == null ? "" : ", " + constraint) + " (SQLSTATE " + state + ")";
        };
    }

    private static @Nullable String table(@Nullable ServerErrorMessage server) {
        if (server == null || server.getTable() == null) {
            return null;
        }
        String schema = server.getSchema();
        return schema == null || schema.equals("public") || schema.startsWith("pg_")
                ? server.getTable()
                : schema + "." + server.getTable();
    }
}
