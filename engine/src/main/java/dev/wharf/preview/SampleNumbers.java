package dev.wharf.preview;

import dev.wharf.catalog.Table;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.transform.SequenceNumbers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Numbers that look like those that the target would give: they go on after the greatest one that its rows hold. A preview
 * reserves none, since that would be a write.
 */
final class SampleNumbers implements SequenceNumbers {

    private long last;

    private SampleNumbers(long last) {
        this.last = last;
    }

    static SampleNumbers after(Connection connection, Table table, String column) {
        String name = (table.name().schema() == null ? "" : quoted(table.name().schema()) + ".") + quoted(table.name().name());
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT max(" + quoted(column) + ") FROM " + name)) {
            rows.next();
            return new SampleNumbers(rows.getLong(1));
        } catch (SQLException e) {
            throw new WharfException(Kind.DATA, "preview-query",
                    "The target refused to tell the greatest " + column + " of " + table.name() + " (SQLSTATE " + e.getSQLState() + ").",
                    "Its role needs SELECT on the tables that the plan writes.", e);
        }
    }

    @Override
    public long[] reserve(String newKeyColumn, int count) {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = ++last;
        }
        return numbers;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
