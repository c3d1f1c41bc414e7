package dev.wharf.database.postgresql;

import dev.wharf.catalog.Table;
import dev.wharf.database.ConnectionLost;
import dev.wharf.database.TargetNumbers;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Numbers of the sequence that a serial or identity column owns; a number that is not used leaves a gap, as always. */
public final class PostgresSequence implements TargetNumbers {

    private final TargetSession session;
    private final Table table;
    private final String column;

    public PostgresSequence(TargetSession session, Table table, String column) {
        this.session = session;
        this.table = table;
        this.column = column;
    }

    @Override
    public long[] reserve(int count, long past) {
        String name = "\"" + (table.name().schema() == null ? "public" : table.name().schema()).replace("\"", "\"\"")
                + "\".\"" + table.name().name().replace("\"", "\"\"") + "\"";
        try (PreparedStatement statement = session.connection()
                .prepareStatement("SELECT nextval(pg_get_serial_sequence(?, ?)) FROM generate_series(1, ?)")) {
            statement.setString(1, name);
            statement.setString(2, column);
            statement.setInt(3, count);
            long[] numbers = new long[count];
            try (ResultSet rows = statement.executeQuery()) {
                for (int i = 0; rows.next(); i++) {
                    numbers[i] = rows.getLong(1);
                    if (rows.wasNull()) {
                        throw new WharfException(
                                Kind.REFUSED,
                                "no-sequence",
                                table.name() + "." + column + " owns no sequence.",
                                "Use a new key of kind uuid, or make the column an identity.");
                    }
                }
            }
            return numbers;
        } catch (SQLException e) {
            throw new ConnectionLost("The target gave no sequence numbers (SQLSTATE " + e.getSQLState() + ").", e);
        }
    }

    /** A sequence gives no number twice; who inserts numbers past it meets the table's key, now as ever. */
    @Override
    public boolean free(List<Long> numbers) {
        return true;
    }
}
