package dev.wharf.database.sqlite;

import dev.wharf.database.ConnectionLost;
import dev.wharf.database.DataRefusal;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells by SQLite's result code whose fault an error is. SQLSTATEs stand for the classes of constraints, as elsewhere. */
final class SqliteErrors {

    private static final Pattern FAILED = Pattern.compile("constraint failed: ([^()]+)");

    private SqliteErrors() {}

    static RuntimeException of(SQLException e) {
        SQLiteErrorCode code = e instanceof SQLiteException s ? s.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        int primary = code.code & 0xFF;
        if (primary == SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
            return refusal(e, code);
        }
        return switch (primary) {
            // BUSY, LOCKED, IOERR, FULL
            case 5, 6, 10, 13 -> new ConnectionLost("SQLite cannot go on just now (" + code.name() + ")", e);
            case 18 -> new DataRefusal("54000", "a value or row is larger than SQLite allows", e);
            case 20 -> new DataRefusal("22000", "the column cannot take a value of that type", e);
            default -> new WharfException(
                    Kind.DATA,
                    "database-error",
                    "SQLite refused a statement (" + code.name() + "): " + e.getMessage(),
                    next(primary),
                    e);
        };
    }

    private static String next(int primary) {
        return switch (primary) {
            case 8 -> "make the file and its folder writable, or choose another target";
            case 9 -> "the statement took longer than the session's time-out; make it cheaper, or raise the time-out";
            case 11, 26 -> "check the file: sqlite3 FILE 'PRAGMA integrity_check'";
            default -> "look at the statement's tables and columns";
        };
    }

    private static DataRefusal refusal(SQLException e, SQLiteErrorCode code) {
        Matcher matcher = FAILED.matcher(String.valueOf(e.getMessage()));
        String what = matcher.find() ? " " + matcher.group(1).trim() : "";
        return switch (code) {
            case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID ->
                new DataRefusal("23505", "the unique constraint on" + what + " allows a key only once", e);
            case SQLITE_CONSTRAINT_FOREIGNKEY ->
                new DataRefusal("23503", "a foreign key has no row to refer to, or rows that refer to it", e);
            case SQLITE_CONSTRAINT_NOTNULL -> new DataRefusal("23502", "the column" + what + " may not be NULL", e);
            case SQLITE_CONSTRAINT_CHECK -> new DataRefusal("23514", "the check constraint" + what + " is not met", e);
            case SQLITE_CONSTRAINT_TRIGGER -> new DataRefusal("P0001", "a trigger of the target raised an error", e);
            default -> new DataRefusal("23000", "a constraint is not met (" + code.name() + ")", e);
        };
    }
}
