package dev.wharf.database.sqlite;

import dev.wharf.database.ConnectionLost;
import dev.wharf.database.DataRefusal;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.nio.file.Path;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's result codes mean. A refusal carries the SQLSTATE that other products have for the same reason. */
final class SqliteErrors {

    private static final Pattern NAMES_ONLY = Pattern.compile(
            "no such (table|column|function|index|collation sequence): \\S+|ambiguous column name: \\S+|near \"\\S+\": syntax error"
                    + "|wrong number of arguments to function \\S+|too many .*|table \\S+ .*|not authorized"
                    + "|.* in database schema.*|cannot .*|attempt to .*");

    private SqliteErrors() {}

    /** A failed statement: the rows' fault, worth another try, or neither. */
    static RuntimeException of(SQLException exception) {
        SQLException e = reason(exception);
        SQLiteErrorCode code = code(e);
        String name = code.name();
        if (name.startsWith("SQLITE_CONSTRAINT")) {
            return new DataRefusal(state(code), constraint(code, e), e);
        }
        if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED") || name.equals("SQLITE_PROTOCOL")) {
            return new ConnectionLost("Another program kept the SQLite file locked for too long (" + name + ").", e);
        }
        if (name.startsWith("SQLITE_READONLY")) {
            return new WharfException(
                    Kind.ENVIRONMENT,
                    "database-read-only",
                    "The SQLite file takes no writes (" + name + ").",
                    "Make the file and its folder writable for this user.",
                    e);
        }
        if (name.startsWith("SQLITE_IOERR") || code == SQLiteErrorCode.SQLITE_FULL) {
            return new ConnectionLost("The SQLite file could not be read or written (" + name + ").", e);
        }
        return switch (code) {
            case SQLITE_TOOBIG -> new DataRefusal("54000", "a value is larger than SQLite takes (SQLITE_TOOBIG)", e);
            case SQLITE_MISMATCH ->
                new DataRefusal("22000", "an INTEGER PRIMARY KEY takes whole numbers only (SQLITE_MISMATCH)", e);
            case SQLITE_INTERRUPT -> new WharfException(
                    Kind.ENVIRONMENT,
                    "database-timeout",
                    "A statement on the SQLite file was stopped (SQLITE_INTERRUPT): it took longer than it is allowed, or the run was stopped.",
                    "Simplify the extract, or add the index that it lacks.",
                    e);
            default -> new WharfException(
                    Kind.DATA,
                    "database-refused",
                    "SQLite refused a statement (" + name + ")" + named(detail(e)) + ".",
                    "Survey the database again: it may have changed since the plan was checked.",
                    e);
        };
    }

    /** SQLite writes one row at a time, so it is known which one it refused. */
    static RuntimeException named(SQLException e, int row) {
        RuntimeException failure = of(e);
        return failure instanceof DataRefusal refusal && refusal.getMessage() != null
                ? DataRefusal.of(refusal.sqlState(), refusal.getMessage(), e, row)
                : failure;
    }

    /** As {@link #of} where nothing was begun that could be tried again: a lock or a disk that stands in the way is said. */
    static RuntimeException answering(String connection, Path file, SQLException e) {
        RuntimeException meant = of(e);
        return meant instanceof ConnectionLost ? opening(connection, file, e) : meant;
    }

    /** A file that could not be opened, or whose first page could not be read. */
    static WharfException opening(String connection, Path file, SQLException e) {
        SQLiteErrorCode code = code(e);
        String name = code.name();
        String where = "Connection " + connection + ": " + file;
        if (code == SQLiteErrorCode.SQLITE_NOTADB) {
            return environment(
                    "not-a-database",
                    where + " is no SQLite database (or an encrypted one).",
                    "Correct the path in the connection's URL.",
                    e);
        }
        if (name.startsWith("SQLITE_CORRUPT")) {
            return environment(
                    "database-corrupt",
                    where + " is damaged (" + name + ").",
                    "Restore a copy, or save what is readable with sqlite3's .recover.",
                    e);
        }
        if (code == SQLiteErrorCode.SQLITE_READONLY_ROLLBACK) {
            return environment(
                    "needs-recovery",
                    where + " needs recovery: " + file.getFileName()
                            + "-journal beside it holds a write that was never finished, and a source is only read.",
                    "Open the file once with the program that owns it, or with sqlite3 and a SELECT, which finishes or undoes that write.",
                    e);
        }
        if (code == SQLiteErrorCode.SQLITE_CANTOPEN || name.startsWith("SQLITE_READONLY")) {
            return environment(
                    "needs-writable-folder",
                    where + " cannot be read (" + name + "): it keeps a write-ahead log, which SQLite reads only where it can"
                            + " write " + file.getFileName() + "-shm beside the file.",
                    "Copy the file with its -wal file into a writable folder, or let its owner run PRAGMA journal_mode=DELETE.",
                    e);
        }
        if (name.startsWith("SQLITE_BUSY") || name.startsWith("SQLITE_LOCKED")) {
            return environment(
                    "database-busy",
                    where + " is locked by another program (" + name + ").",
                    "Close the program that writes to it, then try again.",
                    e);
        }
        return environment(
                "database-unreachable",
                where + " cannot be read (" + name + ").",
                "Check the file, its folder and their permissions.",
                e);
    }

    private static WharfException environment(String code, String message, String next, SQLException e) {
        return new WharfException(Kind.ENVIRONMENT, code, message, next, e);
    }

    static SQLiteErrorCode code(SQLException e) {
        return e instanceof SQLiteException s ? s.getResultCode() : SQLiteErrorCode.SQLITE_ERROR;
    }

    private static String state(SQLiteErrorCode code) {
        return switch (code) {
            case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID -> "23505";
            case SQLITE_CONSTRAINT_NOTNULL -> "23502";
            case SQLITE_CONSTRAINT_FOREIGNKEY -> "23503";
            case SQLITE_CONSTRAINT_CHECK -> "23514";
            case SQLITE_CONSTRAINT_TRIGGER -> "P0001";
            case SQLITE_CONSTRAINT_DATATYPE -> "22000";
            default -> "23000";
        };
    }

    private static String constraint(SQLiteErrorCode code, SQLException e) {
        return switch (code) {
            case SQLITE_CONSTRAINT_UNIQUE, SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID ->
                "the unique key " + names(e) + " holds a row with the same key (" + code.name() + ")";
            case SQLITE_CONSTRAINT_NOTNULL -> "column " + names(e) + " takes no NULL (" + code.name() + ")";
            case SQLITE_CONSTRAINT_FOREIGNKEY -> "a foreign key is broken (" + code.name() + ")";
            case SQLITE_CONSTRAINT_CHECK -> "the check " + names(e) + " refuses the row (" + code.name() + ")";
            // The text of RAISE may quote the row.
            case SQLITE_CONSTRAINT_TRIGGER -> "a trigger raised an error (" + code.name() + ")";
            case SQLITE_CONSTRAINT_DATATYPE -> "a value has not the type of its column (" + code.name() + ")";
            default -> "the row breaks a constraint (" + code.name() + ")";
        };
    }

    /** What stands behind "constraint failed: ": table.column of a key, a check's name or expression. */
    private static String names(SQLException e) {
        String detail = detail(e);
        int colon = detail.indexOf("failed: ");
        return colon < 0 ? "" : detail.substring(colon + "failed: ".length());
    }

    /** What a statement meets while it runs may be quoted in SQLite's text (a path of JSON is); complaints about names hold none. */
    private static String named(String detail) {
        return NAMES_ONLY.matcher(detail).matches() ? ": " + detail : "";
    }

    /** SQLite's own text, which the driver puts in parentheses behind its own. */
    static String detail(SQLException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
        int open = message.indexOf('(');
        return open >= 0 && message.endsWith(")") ? message.substring(open + 1, message.length() - 1) : message;
    }

    /** A batch hides its reason in the next exception of the chain or its cause. */
    private static SQLException reason(SQLException e) {
        if (e instanceof SQLiteException || !(e instanceof BatchUpdateException)) {
            return e;
        }
        SQLException next = e.getNextException();
        return next != null ? next : e.getCause() instanceof SQLException cause ? cause : e;
    }
}
