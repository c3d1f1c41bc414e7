package dev.wharf.database.sqlite;

import static dev.wharf.database.sqlite.SqliteSql.name;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Table;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.FillOutcome;
import dev.wharf.database.FillRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets one column of rows, each by its key: within the one transaction of a process there is no quicker way. */
final class SqliteFill {

    private final SqliteTargetSession session;
    private final Table table;
    private final List<String> key;
    private final Column column;
    private final SqliteTable whole;

    SqliteFill(SqliteTargetSession session, Table table, List<String> key, Column column) {
        this.session = session;
        this.table = table;
        this.key = key;
        this.column = column;
        whole = new SqliteTable(session, table, key);
    }

    List<FillOutcome> run(List<FillRow> rows) throws SQLException {
        List<FillOutcome> outcomes = new ArrayList<>(rows.size());
        List<List<String>> changed = new ArrayList<>();
        boolean defers = table.foreignKeys().stream().anyMatch(ForeignKey::deferrable);
        for (int i = 0; i < rows.size(); i++) {
            FillOutcome outcome = fill(rows.get(i), i);
            outcomes.add(outcome);
            if (defers && outcome.kind() == FillOutcome.Kind.FILLED) {
                changed.add(whole.bounds(rows.get(i).row().key()));
            }
        }
        session.noteWritten(table, key, changed);
        return outcomes;
    }

    private FillOutcome fill(FillRow wanted, int row) throws SQLException {
        byte[] before = whole.rowByText(wanted.row().key());
        if (before == null) {
            return new FillOutcome(FillOutcome.Kind.MISSING, false, null, null);
        }
        boolean untouched = Arrays.equals(whole.hash(before, 0), wanted.row().stored());
        update(wanted, row);
        byte[] after = whole.rowByText(wanted.row().key());
        if (after == null) {
            throw DataRefusal.ofRows("09000", "a trigger of " + table.name() + " took the row away", row);
        }
        return Arrays.equals(before, after)
                ? new FillOutcome(FillOutcome.Kind.SAME, untouched, null, whole.hash(after, 0))
                : new FillOutcome(
                        FillOutcome.Kind.FILLED, untouched, wanted.pictured() ? whole.image(before) : null, whole.hash(after, 0));
    }

    private void update(FillRow wanted, int row) throws SQLException {
        List<List<String>> forms = SqliteTable.forms(wanted.row().key());
        PreparedStatement statement = session.prepare(
                "UPDATE OR ABORT " + name(table.name()) + " SET " + name(column.name()) + " = ?" + whole.where(forms));
        bind(statement, wanted.value());
        SqliteTable.bind(statement, 2, forms);
        int updated;
        try {
            updated = statement.executeUpdate();
        } catch (SQLException e) {
            throw SqliteErrors.named(e, row);
        }
        if (updated != 1) {
            throw DataRefusal.ofRows("09000", "a trigger of " + table.name() + " kept the row from being updated", row);
        }
    }

    /** A text goes in as text, from which the column's affinity makes a number; only a column without one needs the number. */
    private void bind(PreparedStatement statement, @Nullable String value) throws SQLException {
        if (value == null) {
            statement.setNull(1, Types.NULL);
            return;
        }
        List<String> forms = SqliteKeys.forms(value);
        SqliteBound.bind(
                statement, 1, Affinity.of(column.type().sqlName()) == Affinity.BLOB ? forms.getLast() : forms.getFirst());
    }
}
