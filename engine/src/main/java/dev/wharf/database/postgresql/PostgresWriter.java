package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.columns;
import static dev.wharf.database.postgresql.PostgresSql.list;
import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.catalog.Column;
import dev.wharf.database.BlockKeys;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.WriteBlock;
import dev.wharf.database.WriteMode;
import dev.wharf.database.WriteOutcome;
import dev.wharf.wire.RowChunk;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.util.ServerErrorMessage;

/**
 * Writes one block. An insert is a COPY straight into the table. The other modes copy into a temporary table first, lock and
 * picture the rows that are there already, update those that differ and insert the rest.
 */
final class PostgresWriter {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final byte[] TRAILER = {(byte) 0xFF, (byte) 0xFF};
    private static final Pattern COPIED_LINE = Pattern.compile("COPY [^,]+, line (\\d+)");
    private static final WriteOutcome INSERTED = new WriteOutcome(WriteOutcome.Kind.INSERTED, null, null);
    private static final WriteOutcome EXISTING = new WriteOutcome(WriteOutcome.Kind.EXISTING, null, null);

    private static final String UNIQUE_VIOLATION = "23505";

    /** The server holds a message whole before it looks at it. */
    private static final int MESSAGE_BYTES = 128 << 10;

    private final PostgresTargetSession session;

    PostgresWriter(PostgresTargetSession session) {
        this.session = session;
    }

    List<WriteOutcome> write(WriteBlock block) {
        if (!watchedByServer(block)) {
            checkKeys(block);
        }
        return session.asked(() -> block.mode() == WriteMode.INSERT ? insert(block) : stage(block));
    }

    /** The table's primary key refuses what {@link BlockKeys} looks for, without a look at each row here. */
    private static boolean watchedByServer(WriteBlock block) {
        return block.mode() == WriteMode.INSERT && block.key().equals(block.table().primaryKey());
    }

    private static void checkKeys(WriteBlock block) {
        BlockKeys.check(
                block,
                PostgresHasher.ofKey(block.key().stream()
                        .map(k -> PostgresKeys.column(block.table(), k))
                        .toList()));
    }

    private List<WriteOutcome> insert(WriteBlock block) throws SQLException {
        long written;
        try {
            written = copy(name(block.table().name()), block.columns(), block.rows());
        } catch (SQLException e) {
            if (watchedByServer(block) && UNIQUE_VIOLATION.equals(e.getSQLState())) {
                // The server names the later of two rows only.
                checkKeys(block);
            }
            throw named(e);
        }
        checkAll(block, "inserted", written, block.rows().rows());
        return outcomes(block, INSERTED);
    }

    /** A COPY that fails on a row says which one it was: the first line is the first row. */
    private static RuntimeException named(SQLException e) {
        RuntimeException failure = PostgresErrors.of(e);
        ServerErrorMessage server = PostgresErrors.server(e);
        String where = server == null ? null : server.getWhere();
        Matcher line = COPIED_LINE.matcher(where == null ? "" : where);
        return failure instanceof DataRefusal refusal && line.find()
                ? DataRefusal.of(
                        refusal.sqlState(), String.valueOf(refusal.getMessage()), e, Integer.parseInt(line.group(1)) - 1)
                : failure;
    }

    private static List<WriteOutcome> outcomes(WriteBlock block, WriteOutcome outcome) {
        WriteOutcome[] outcomes = new WriteOutcome[block.rows().rows()];
        Arrays.fill(outcomes, outcome);
        return Arrays.asList(outcomes);
    }

    /** A row that a trigger or rule kept out would be lost without a word. */
    private static void checkAll(WriteBlock block, String done, long written, long expected) {
        if (written != expected) {
            throw new DataRefusal(
                    "09000",
                    "a trigger or rule of " + block.table().name() + " kept " + (expected - written) + " of " + expected
                            + " rows from being " + done,
                    null);
        }
    }

    private long copy(String table, List<Column> columns, RowChunk rows) throws SQLException {
        CopyIn copy = session.connection().unwrap(PGConnection.class).getCopyAPI()
                .copyIn("COPY " + table + " (" + columns(columns) + ") FROM STDIN (FORMAT binary)");
        try {
            copy.writeToCopy(HEADER, 0, HEADER.length);
            int end = rows.starts()[0] + rows.size();
            for (int at = rows.starts()[0]; at < end; at += MESSAGE_BYTES) {
                copy.writeToCopy(rows.bytes(), at, Math.min(MESSAGE_BYTES, end - at));
            }
            copy.writeToCopy(TRAILER, 0, TRAILER.length);
            return copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private List<WriteOutcome> stage(WriteBlock block) throws SQLException {
        String stage = stageTable(block);
        copy(stage, block.columns(), block.rows());
        checkSameKeys(block, stage);
        @Nullable WriteOutcome[] outcomes = new WriteOutcome[block.rows().rows()];
        List<Integer> there = new ArrayList<>();
        List<Integer> differing = new ArrayList<>();
        match(block, stage, outcomes, there, differing);
        if (!differing.isEmpty()) {
            checkAll(block, "updated", update(block, stage, differing), differing.size());
        }
        if (there.size() < outcomes.length) {
            checkAll(block, "inserted", insertRest(block, stage, there), outcomes.length - there.size());
        }
        List<WriteOutcome> all = new ArrayList<>(outcomes.length);
        for (WriteOutcome outcome : outcomes) {
            all.add(outcome == null ? INSERTED : outcome);
        }
        return all;
    }

    /** An empty temporary table with the block's columns, types and collations; {@code wharf_row} numbers its rows from 1. */
    private String stageTable(WriteBlock block) throws SQLException {
        String target = name(block.table().name());
        String plain = "wharf_stage_" + Integer.toHexString((target + " " + columns(block.columns())).hashCode());
        String stage = "pg_temp." + plain;
        try (Statement statement = session.connection().createStatement()) {
            boolean there;
            try (ResultSet row = statement.executeQuery("SELECT to_regclass('" + stage + "') IS NOT NULL")) {
                row.next();
                there = row.getBoolean(1);
            }
            if (there) {
                statement.execute("TRUNCATE " + stage + " RESTART IDENTITY");
            } else {
                statement.execute("CREATE TEMPORARY TABLE " + plain + " ON COMMIT DELETE ROWS AS SELECT "
                        + columns(block.columns()) + " FROM " + target + " WITH NO DATA");
                statement.execute("ALTER TABLE " + stage + " ADD COLUMN wharf_row integer GENERATED ALWAYS AS IDENTITY");
            }
        }
        return stage;
    }

    /** Finds the keys that only the server takes for the same (a collation that ignores case). */
    private void checkSameKeys(WriteBlock block, String stage) throws SQLException {
        String key = list(block.key(), PostgresSql::name);
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("SELECT min(wharf_row), max(wharf_row) FROM " + stage + " GROUP BY "
                        + key + " HAVING count(*) > 1 LIMIT 1")) {
            if (row.next()) {
                throw DataRefusal.ofRows(
                        "23505",
                        "two rows have the same key (" + String.join(", ", block.key()) + ") of " + block.table().name(),
                        row.getInt(1) - 1,
                        row.getInt(2) - 1);
            }
        }
    }

    private static String join(WriteBlock block) {
        return String.join(
                " AND ", block.key().stream().map(k -> "t." + name(k) + " = s." + name(k)).toList());
    }

    private static List<Column> set(WriteBlock block) {
        return block.columns().stream().filter(c -> !block.key().contains(c.name())).toList();
    }

    private void match(
            WriteBlock block,
            String stage,
            @Nullable WriteOutcome[] outcomes,
            List<Integer> there,
            List<Integer> differing)
            throws SQLException {
        boolean upsert = block.mode() == WriteMode.UPSERT;
        List<Column> set = set(block);
        // Images of rows are compared: some types have no equality, and equal numerics may differ in scale.
        String differs = !upsert || set.isEmpty() ? "false"
                : "ROW(" + list(set, c -> "t." + name(c.name())) + ")::record OPERATOR(pg_catalog.*<>) ROW("
                        + list(set, c -> "s." + name(c.name())) + ")::record";
        String image = upsert ? PostgresImage.expression(block.table()) : "''";
        String sql = "SELECT s.wharf_row, " + differs + ", CASE WHEN " + differs + " THEN " + image + " END FROM " + stage
                + " s JOIN " + name(block.table().name()) + " t ON " + join(block) + (upsert ? " FOR UPDATE OF t" : "");
        try (Statement statement = session.connection().createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                int row = result.getInt(1) - 1;
                if (outcomes[row] != null) {
                    throw DataRefusal.ofRows(
                            "21000",
                            "the key (" + String.join(", ", block.key()) + ") is that of several rows of "
                                    + block.table().name(),
                            row);
                }
                there.add(row + 1);
                boolean update = result.getBoolean(2);
                outcomes[row] = update
                        ? new WriteOutcome(WriteOutcome.Kind.UPDATED, result.getString(3), null)
                        : EXISTING;
                if (update) {
                    differing.add(row + 1);
                }
            }
        }
    }

    private long update(WriteBlock block, String stage, List<Integer> rows) throws SQLException {
        String sql = "UPDATE " + name(block.table().name()) + " t SET "
                + list(set(block), c -> name(c.name()) + " = s." + name(c.name()))
                + " FROM " + stage + " s JOIN unnest(?::integer[]) AS u(n) ON u.n = s.wharf_row WHERE " + join(block);
        return withRows(sql, rows);
    }

    private long insertRest(WriteBlock block, String stage, List<Integer> there) throws SQLException {
        boolean identity = block.columns().stream().anyMatch(c -> c.generated() == Column.Generated.ALWAYS_IDENTITY);
        String sql = "INSERT INTO " + name(block.table().name()) + " (" + columns(block.columns()) + ")"
                + (identity ? " OVERRIDING SYSTEM VALUE" : "")
                + " SELECT " + columns(block.columns()) + " FROM " + stage
                + " WHERE NOT EXISTS (SELECT FROM unnest(?::integer[]) AS u(n) WHERE u.n = wharf_row) ORDER BY wharf_row";
        return withRows(sql, there);
    }

    private long withRows(String sql, List<Integer> rows) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setArray(1, session.connection().createArrayOf("int4", rows.toArray()));
            return statement.executeLargeUpdate();
        }
    }
}
