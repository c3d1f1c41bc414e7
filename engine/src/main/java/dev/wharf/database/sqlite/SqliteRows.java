package dev.wharf.database.sqlite;

import dev.wharf.database.ByteSink;
import dev.wharf.database.Utf8;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.sqlite.core.Codes;
import org.sqlite.core.CoreStatement;
import org.sqlite.core.DB;

/**
 * Reads the current row of a statement value by value, each with its storage class. It asks the library directly: the driver's
 * getObject would decode every text, and would replace what is not UTF-8 without a word.
 */
final class SqliteRows {

    private final CoreStatement statement;
    private final boolean utf8;

    /**
     * @param statement one that the driver made
     * @param utf8 what {@link #encodesUtf8} says of its connection
     */
    SqliteRows(Statement statement, boolean utf8) {
        this.statement = (CoreStatement) statement;
        this.utf8 = utf8;
    }

    /** Whether the file's texts lie in UTF-8; those of the others are converted by the library. */
    static boolean encodesUtf8(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA encoding")) {
            return row.next() && row.getString(1).equals("UTF-8");
        }
    }

    /** Appends columns {@code from} (counted from 0) to {@code to} as a tuple. */
    void tuple(List<String> names, int from, int to, ByteSink out) throws SQLException {
        statement.pointer.safeRunConsume((db, pointer) -> {
            out.int16(to - from);
            for (int i = from; i < to; i++) {
                value(db, pointer, i, names.get(i - from), out);
            }
        });
    }

    private void value(DB db, long pointer, int column, String name, ByteSink out) throws SQLException {
        switch (db.column_type(pointer, column)) {
            case Codes.SQLITE_NULL -> out.int32(-1);
            case Codes.SQLITE_INTEGER -> {
                out.int32(9);
                out.int8('i');
                out.int64(db.column_long(pointer, column));
            }
            case Codes.SQLITE_FLOAT -> {
                out.int32(9);
                out.int8('r');
                out.int64(Double.doubleToRawLongBits(db.column_double(pointer, column)));
            }
            case Codes.SQLITE_TEXT -> bytes('t', text(db, pointer, column, name), out);
            default -> bytes('b', blob(db, pointer, column), out);
        }
    }

    private static void bytes(char storageClass, byte[] bytes, ByteSink out) {
        out.int32(bytes.length + 1);
        out.int8(storageClass);
        out.put(bytes);
    }

    /** An empty value has no bytes to point at. */
    private static byte[] blob(DB db, long pointer, int column) throws SQLException {
        byte[] bytes = db.column_blob(pointer, column);
        return bytes == null ? new byte[0] : bytes;
    }

    private byte[] text(DB db, long pointer, int column, String name) throws SQLException {
        if (!utf8) {
            String text = db.column_text(pointer, column);
            return text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = blob(db, pointer, column);
        for (byte b : bytes) {
            if (b < 0) {
                if (Utf8.strict(bytes, 0, bytes.length) == null) {
                    throw new InvalidText(name);
                }
                break;
            }
        }
        return bytes;
    }

    /** A text that is not UTF-8, though its storage class says that it is text. */
    static final class InvalidText extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String column;

        InvalidText(String column) {
            super(column, null, false, false);
            this.column = column;
        }

        /** In a row that stands in the target: no before-image could bring it back. */
        WharfException inTarget(String table) {
            return new WharfException(
                    Kind.DATA,
                    "text-not-utf8",
                    "the column " + column + " of a row of " + table + " in the target holds text that is not valid UTF-8, which"
                            + " could not be restored",
                    "make it a BLOB in the target: UPDATE … SET " + column + " = CAST(" + column + " AS BLOB)");
        }

        /** @param row what tells the row apart */
        WharfException named(String row) {
            return new WharfException(
                    Kind.DATA,
                    "text-not-utf8",
                    "the column " + column + " of the row " + row + " holds text that is not valid UTF-8",
                    "read it as bytes and convert it in the class: CAST(" + column + " AS BLOB) in the extract");
        }
    }
}
