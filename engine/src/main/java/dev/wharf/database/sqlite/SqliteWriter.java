package dev.wharf.database.sqlite;

import static dev.wharf.database.sqlite.SqliteSql.list;
import static dev.wharf.database.sqlite.SqliteSql.name;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.database.BlockKeys;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.Tuples;
import dev.wharf.database.WriteBlock;
import dev.wharf.database.WriteMode;
import dev.wharf.database.WriteOutcome;
import dev.wharf.wire.BigEndian;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one block, row by row. A row's hash has to hold what defaults, affinity and triggers made of it, so a row is read back
 * whole when all are written, unless it is certain how it stands.
 */
final class SqliteWriter {

    private final SqliteTargetSession session;
    private final WriteBlock block;
    private final SqliteTable table;
    private final int[] keyColumns;
    private final List<Integer> setColumns = new ArrayList<>();
    private final String insert;
    private final String update;
    private final WriteOutcome.Kind[] kinds;
    private final @Nullable String[] images;
    /** The hashes of the rows that were there and stay. */
    private final byte[] @Nullable [] existing;
    private final boolean refersToItself;
    private boolean updated;
    private @Nullable RuntimeException waitingFor;

    SqliteWriter(SqliteTargetSession session, WriteBlock block) {
        this.session = session;
        this.block = block;
        table = new SqliteTable(session, block.table(), block.key());
        keyColumns = BlockKeys.columns(block);
        kinds = new WriteOutcome.Kind[block.rows().rows()];
        images = new String[block.rows().rows()];
        existing = new byte[block.rows().rows()][];
        refersToItself = block.table().foreignKeys().stream()
                .anyMatch(f -> f.table().equals(block.table().name()));
        for (int i = 0; i < block.columns().size(); i++) {
            if (!block.key().contains(block.columns().get(i).name())) {
                setColumns.add(i);
            }
        }
        // OR ABORT: a plain statement obeys the constraints' own conflict clauses, which may delete or skip rows unsaid.
        insert = "INSERT OR ABORT INTO " + name(block.table().name()) + " (" + list(block.columns(), c -> name(c.name()))
                + ") VALUES (" + SqliteSql.parameters(block.columns().size()) + ")";
        update = "UPDATE OR ABORT " + name(block.table().name()) + " SET "
                + list(setColumns, i -> name(block.columns().get(i).name()) + " = ?") + " WHERE "
                + String.join(" AND ", block.key().stream().map(k -> name(k) + " = ?").toList());
    }

    List<WriteOutcome> write() throws SQLException {
        BlockKeys.check(block, SqliteHasher.of(keyColumns.length));
        int rows = block.rows().rows();
        List<Integer> open = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            if (!written(row)) {
                open.add(row);
            }
        }
        writeReferring(open);
        List<WriteOutcome> outcomes = new ArrayList<>(rows);
        SqliteUnaltered unaltered = new SqliteUnaltered(session, block, table);
        for (int row = 0; row < rows; row++) {
            outcomes.add(new WriteOutcome(kinds[row], images[row], hash(row, unaltered)));
        }
        noteWritten();
        return outcomes;
    }

    /** An update may alter other rows by a foreign key's action, and what these are is not known here. */
    private byte[] hash(int row, SqliteUnaltered unaltered) throws SQLException {
        byte[] certain = null;
        if (!updated && existing[row] != null) {
            certain = unaltered.beyondTriggers() ? existing[row] : null;
        } else if (!updated) {
            certain = unaltered.hash(row);
        }
        return certain == null ? storedHash(row) : certain;
    }

    private byte[] storedHash(int row) throws SQLException {
        byte[] now = table.row(key(row));
        if (now == null) {
            throw DataRefusal.ofRows("09000", "a trigger of " + block.table().name() + " kept the row out", row);
        }
        return table.hash(now, 0);
    }

    /** What deferred foreign keys have to be looked at for. */
    private void noteWritten() {
        if (block.table().foreignKeys().stream().noneMatch(ForeignKey::deferrable)) {
            return;
        }
        List<List<String>> changed = new ArrayList<>();
        for (int row = 0; row < kinds.length; row++) {
            if (kinds[row] != WriteOutcome.Kind.EXISTING) {
                changed.add(key(row));
            }
        }
        session.noteWritten(block.table(), block.key(), changed);
    }

    /** Writes a row; false where it must wait for another of the table's own rows, which it refers to. */
    private boolean written(int row) {
        try {
            write(row);
            return true;
        } catch (SQLException e) {
            RuntimeException failure = SqliteErrors.named(e, row);
            if (refersToItself && failure instanceof DataRefusal refusal && refusal.sqlState().equals("23503")) {
                waitingFor = failure;
                return false;
            }
            throw failure;
        }
    }

    /** SQLite checks a foreign key row by row, so rows that refer to later ones of their block are tried again. */
    private void writeReferring(List<Integer> rows) {
        List<Integer> open = rows;
        while (!open.isEmpty()) {
            List<Integer> still = open.stream().filter(row -> !written(row)).toList();
            if (still.size() == open.size() && waitingFor != null) {
                throw waitingFor;
            }
            open = still;
        }
    }

    private void write(int row) throws SQLException {
        byte[] before = block.mode() == WriteMode.INSERT ? null : table.row(key(row));
        if (before == null) {
            insert(row);
            kinds[row] = WriteOutcome.Kind.INSERTED;
        } else if (block.mode() == WriteMode.SKIP_EXISTING || !differs(row, before)) {
            kinds[row] = WriteOutcome.Kind.EXISTING;
            existing[row] = table.hash(before, 0);
        } else {
            update(row);
            updated = true;
            kinds[row] = WriteOutcome.Kind.UPDATED;
            images[row] = table.image(before);
        }
    }

    /** The row's key, as {@link SqliteBound} writes it. */
    private List<String> key(int row) {
        byte[] bytes = block.rows().bytes();
        int[] fields = Tuples.fields(bytes, block.rows().starts()[row]);
        List<String> parts = new ArrayList<>(keyColumns.length);
        for (int column : keyColumns) {
            parts.add(SqliteBound.text(bytes, fields[column] + 4, BigEndian.int32(bytes, fields[column])));
        }
        return parts;
    }

    private void insert(int row) throws SQLException {
        PreparedStatement statement = session.prepare(insert);
        byte[] bytes = block.rows().bytes();
        int at = block.rows().starts()[row] + 2;
        for (int i = 1; i <= block.columns().size(); i++) {
            int length = BigEndian.int32(bytes, at);
            SqliteBound.bind(statement, i, bytes, at + 4, length);
            at += 4 + Math.max(0, length);
        }
        execute(statement, row, "inserted");
    }

    /** Whether a column that is set has another value now; the same number in another storage class is none. */
    private boolean differs(int row, byte[] before) {
        byte[] bytes = block.rows().bytes();
        int[] fields = Tuples.fields(bytes, block.rows().starts()[row]);
        int[] there = Tuples.fields(before, 0);
        for (int i : setColumns) {
            Column column = block.columns().get(i);
            int old = there[table.columns().indexOf(column.name())];
            if (!SqliteHasher.same(bytes, fields[i], before, old)) {
                return true;
            }
        }
        return false;
    }

    private void update(int row) throws SQLException {
        PreparedStatement statement = session.prepare(update);
        byte[] bytes = block.rows().bytes();
        int[] fields = Tuples.fields(bytes, block.rows().starts()[row]);
        int index = 1;
        for (int i : setColumns) {
            SqliteBound.bind(statement, index++, bytes, fields[i] + 4, BigEndian.int32(bytes, fields[i]));
        }
        for (int i : keyColumns) {
            SqliteBound.bind(statement, index++, bytes, fields[i] + 4, BigEndian.int32(bytes, fields[i]));
        }
        execute(statement, row, "updated");
    }

    /** A trigger may leave a row out without an error; what stands under its key then is not what was to be written. */
    private void execute(PreparedStatement statement, int row, String done) throws SQLException {
        if (statement.executeUpdate() != 1) {
            throw DataRefusal.ofRows(
                    "09000", "a trigger of " + block.table().name() + " kept the row from being " + done, row);
        }
    }
}
