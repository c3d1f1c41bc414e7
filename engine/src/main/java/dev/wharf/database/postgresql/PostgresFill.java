package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.FillOutcome;
import dev.wharf.database.FillRow;
import dev.wharf.database.WrittenRow;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets one column of many rows: one statement looks at them, one updates those that have another value and whose xmin is
 * still the one that was seen. To lock them first would write every row twice; that is done only where somebody came between.
 */
final class PostgresFill {

    private static final String VALUE = "wharf_value";
    private static final String SAVEPOINT = "wharf_fill_all";
    private static final String SEEN = "wharf_seen";

    private final PostgresTargetSession session;
    private final Table table;
    private final PostgresKeys keys;
    private final Column column;
    private final List<FillRow> rows;
    private final @Nullable FillOutcome[] outcomes;
    private final @Nullable String[] xmins;
    private final String typed;

    PostgresFill(PostgresTargetSession session, Table table, List<String> key, Column column, List<FillRow> rows) {
        this.session = session;
        this.table = table;
        this.keys = new PostgresKeys(table, key);
        this.column = column;
        this.rows = rows;
        outcomes = new FillOutcome[rows.size()];
        xmins = new String[rows.size()];
        typed = "CAST(u." + VALUE + " AS " + PostgresSql.unbounded(column.type()) + ")";
    }

    List<FillOutcome> run() {
        return session.asked(() -> {
            if (!filled(Lock.NO)) {
                Arrays.fill(outcomes, null);
                Arrays.fill(xmins, null);
                if (!filled(Lock.YES)) {
                    throw new DataRefusal("09000", "a trigger of " + table.name() + " kept a row from being updated", null);
                }
            }
            FillOutcome missing = new FillOutcome(FillOutcome.Kind.MISSING, false, null, null);
            return Arrays.stream(outcomes).map(outcome -> outcome == null ? missing : outcome).toList();
        });
    }

    private enum Lock {
        YES,
        NO
    }

    /** Whether every row that has another value took the one that it should have. */
    private boolean filled(Lock lock) throws SQLException {
        BitSet differing = look(lock);
        if (differing.isEmpty()) {
            return true;
        }
        session.savepoint(SAVEPOINT);
        session.noteSubtransaction();
        boolean all = update(differing) == differing.cardinality();
        if (!all) {
            session.rollbackTo(SAVEPOINT);
        }
        session.release(SAVEPOINT);
        return all;
    }

    /** Looks at what is there and gives the rows that have another value. */
    private BitSet look(Lock lock) throws SQLException {
        boolean pictured = rows.stream().anyMatch(FillRow::pictured);
        String sql = "SELECT u.wharf_n, t.xmin::text, ROW(t." + name(column.name()) + ")::record OPERATOR(pg_catalog.*<>) ROW("
                + typed + ")::record, " + (pictured ? PostgresImage.expression(table) : "NULL") + " FROM "
                + keys.from("u", VALUE) + " JOIN " + name(table.name()) + " t ON " + keys.matches("t", "u")
                + (lock == Lock.YES ? " FOR NO KEY UPDATE OF t" : "");
        BitSet differing = new BitSet(rows.size());
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setArray(bindKeys(statement, rows), values(rows));
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    int row = result.getInt(1) - 1;
                    if (outcomes[row] != null) {
                        throw DataRefusal.ofRows("21000", "several rows of " + table.name() + " have its key", row);
                    }
                    boolean differs = result.getBoolean(3);
                    differing.set(row, differs);
                    xmins[row] = result.getString(2);
                    FillRow wanted = rows.get(row);
                    outcomes[row] = new FillOutcome(
                            differs ? FillOutcome.Kind.FILLED : FillOutcome.Kind.SAME,
                            PostgresTakeBack.wrote(wanted.row(), xmins[row]),
                            differs && wanted.pictured() ? result.getString(4) : null,
                            null);
                }
            }
        }
        return differing;
    }

    private long update(BitSet differing) throws SQLException {
        List<FillRow> some = differing.stream().mapToObj(rows::get).toList();
        Object[] seen = differing.stream().mapToObj(row -> xmins[row]).toArray();
        String sql = "UPDATE " + name(table.name()) + " t SET " + name(column.name()) + " = " + typed + " FROM "
                + keys.from("u", VALUE, SEEN) + " WHERE " + keys.matches("t", "u") + " AND t.xmin = CAST(u." + SEEN + " AS xid)";
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            int next = bindKeys(statement, some);
            statement.setArray(next, values(some));
            statement.setArray(next + 1, session.connection().createArrayOf("text", seen));
            return statement.executeLargeUpdate();
        }
    }

    private int bindKeys(PreparedStatement statement, List<FillRow> some) throws SQLException {
        return keys.bind(statement, 1, some.stream().map(FillRow::row).map(WrittenRow::key).toList());
    }

    private Array values(List<FillRow> some) throws SQLException {
        return session.connection().createArrayOf("text", some.stream().map(FillRow::value).toArray());
    }
}
