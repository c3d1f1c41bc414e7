package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.list;
import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.TakeBackOutcome;
import dev.wharf.database.WrittenRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes rows back as far as nobody touched them: the rows are locked, then a row counts as untouched where its xmin is one of
 * the transactions that wrote it. Works on whole sets; only where the database refuses a set is it tried row by row.
 */
final class PostgresTakeBack {

    private static final String SAVEPOINT = "wharf_take_back";
    private static final TakeBackOutcome REMOVED = new TakeBackOutcome(TakeBackOutcome.Kind.REMOVED, "");
    private static final TakeBackOutcome RESTORED = new TakeBackOutcome(TakeBackOutcome.Kind.RESTORED, "");
    private static final TakeBackOutcome MISSING = new TakeBackOutcome(TakeBackOutcome.Kind.MISSING, "");

    private final PostgresTargetSession session;
    private final Table table;
    private final PostgresKeys keys;
    private final List<WrittenRow> rows;
    private final @Nullable TakeBackOutcome[] outcomes;

    PostgresTakeBack(PostgresTargetSession session, Table table, List<String> key, List<WrittenRow> rows) {
        this.session = session;
        this.table = table;
        this.keys = new PostgresKeys(table, key);
        this.rows = rows;
        outcomes = new TakeBackOutcome[rows.size()];
    }

    List<TakeBackOutcome> run() {
        return session.asked(() -> {
            List<Integer> untouched = lock();
            List<Integer> restored = new ArrayList<>();
            List<Integer> removed = new ArrayList<>();
            for (int row : untouched) {
                (rows.get(row).beforeImage() == null ? removed : restored).add(row);
            }
            for (List<Integer> alike : byColumns(restored)) {
                restoreAll(alike);
            }
            removeAll(unreferenced(removed));
            List<TakeBackOutcome> all = new ArrayList<>(rows.size());
            for (TakeBackOutcome outcome : outcomes) {
                all.add(outcome == null ? MISSING : outcome);
            }
            return all;
        });
    }

    /** For each row whether it stands as it was written. */
    List<Boolean> untouched() {
        Set<Integer> untouched = new HashSet<>(session.asked(this::lock));
        return IntStream.range(0, rows.size()).mapToObj(untouched::contains).toList();
    }

    private static TakeBackOutcome conflict(String reason) {
        return new TakeBackOutcome(TakeBackOutcome.Kind.CONFLICT, reason);
    }

    private List<List<String>> keysOf(List<Integer> some) {
        return some.stream().map(row -> rows.get(row).key()).toList();
    }

    /** Locks what is there and gives the rows that the run wrote last; the others get their outcome. */
    private List<Integer> lock() throws SQLException {
        List<Integer> untouched = new ArrayList<>();
        String sql = "SELECT u.wharf_n, t.xmin::text FROM " + keys.from("u") + " JOIN " + name(table.name()) + " t ON "
                + keys.matches("t", "u") + " FOR UPDATE OF t";
        Set<Integer> seen = new HashSet<>();
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            keys.bind(statement, 1, rows.stream().map(WrittenRow::key).toList());
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    int row = result.getInt(1) - 1;
                    if (!seen.add(row)) {
                        outcomes[row] = conflict("several rows of " + table.name() + " have its key");
                        untouched.remove((Integer) row);
                    } else if (wrote(rows.get(row), result.getString(2))) {
                        untouched.add(row);
                    } else {
                        outcomes[row] = conflict("it was changed since the run wrote it");
                    }
                }
            }
        }
        untouched.sort(null);
        return untouched;
    }

    /** xmin is 32 bits of a transaction's 64; see {@link PostgresTargetSession#transaction} for what a text may hold. */
    static boolean wrote(WrittenRow row, String xmin) {
        long last = Long.parseLong(xmin);
        for (String transactions : row.transactions()) {
            for (String transaction : transactions.split(" ")) {
                if (!transaction.isEmpty() && (Long.parseUnsignedLong(transaction) & 0xFFFFFFFFL) == last) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Leaves out the rows that somebody else's row refers to, and then those that a row left out refers to. */
    private List<Integer> unreferenced(List<Integer> some) throws SQLException {
        if (some.isEmpty()) {
            return some;
        }
        List<PostgresReferences.Referrer> referrers =
                new PostgresReferences(session.connection(), keys).to(keysOf(some));
        boolean[] kept = new boolean[some.size()];
        boolean changed = true;
        while (changed) {
            changed = false;
            for (PostgresReferences.Referrer referrer : referrers) {
                boolean holds = referrer.from() < 0 || kept[referrer.from()];
                if (holds && !kept[referrer.row()]) {
                    kept[referrer.row()] = true;
                    outcomes[some.get(referrer.row())] = 
                            new TakeBackOutcome(TakeBackOutcome.Kind.CONFLICT, referrer.reason(), referrer.holder());
                    changed = true;
                }
            }
        }
        List<Integer> free = new ArrayList<>();
        for (int i = 0; i < kept.length; i++) {
            if (!kept[i]) {
                free.add(some.get(i));
            }
        }
        return free;
    }

    private void removeAll(List<Integer> some) {
        attempt(some, REMOVED, () -> {
            String sql = "DELETE FROM " + name(table.name()) + " t USING " + keys.from("u") + " WHERE " + keys.matches("t", "u")
                    + " RETURNING u.wharf_n";
            try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
                keys.bind(statement, 1, keysOf(some));
                Set<Integer> done = new HashSet<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        done.add(row.getInt(1) - 1);
                    }
                }
                return others(some.size(), done);
            }
        }, "a trigger of " + table.name() + " keeps it from being deleted");
    }

    private static Set<Integer> others(int size, Set<Integer> done) {
        Set<Integer> others = new HashSet<>();
        for (int i = 0; i < size; i++) {
            if (!done.contains(i)) {
                others.add(i);
            }
        }
        return others;
    }

    /** Groups rows whose images have the same columns. */
    private List<List<Integer>> byColumns(List<Integer> some) {
        Map<List<String>, List<Integer>> groups = new LinkedHashMap<>();
        for (int row : some) {
            String image = rows.get(row).beforeImage();
            if (image != null) {
                groups.computeIfAbsent(PostgresImage.names(image), names -> new ArrayList<>()).add(row);
            }
        }
        return List.copyOf(groups.values());
    }

    private void restoreAll(List<Integer> some) {
        String[] images = new String[some.size()];
        Arrays.setAll(images, i -> rows.get(some.get(i)).beforeImage());
        List<String> names = PostgresImage.names(images[0]);
        List<Column> set = names.stream()
                .flatMap(n -> table.column(n).stream())
                .filter(c -> c.generated() != Column.Generated.ALWAYS_IDENTITY)
                .toList();
        if (names.stream().anyMatch(n -> table.column(n).isEmpty())) {
            some.forEach(row -> outcomes[row] = conflict("columns of " + table.name() + " were dropped since"));
            return;
        }
        // The row is pictured again: a trigger may have altered what was to be restored.
        String sql = "UPDATE " + name(table.name()) + " t SET "
                + list(set, c -> name(c.name()) + " = " + PostgresImage.value("u.wharf_image", c))
                + " FROM " + keys.from("u", "wharf_image") + " WHERE " + keys.matches("t", "u")
                + " RETURNING u.wharf_n, " + PostgresImage.expression(names) + " = u.wharf_image";
        attempt(some, RESTORED, () -> {
            session.noteSubtransaction();
            try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
                int next = keys.bind(statement, 1, keysOf(some));
                statement.setArray(next, session.connection().createArrayOf("text", images));
                Set<Integer> done = new HashSet<>();
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        if (row.getBoolean(2)) {
                            done.add(row.getInt(1) - 1);
                        }
                    }
                }
                return others(some.size(), done);
            }
        }, "a trigger of " + table.name() + " alters or keeps what is to be restored");
    }

    /** Does the work on a set of rows; gives those, as places in the set, for which it was not done. */
    private interface SetWork {
        Set<Integer> run() throws SQLException;
    }

    private void attempt(List<Integer> some, TakeBackOutcome done, SetWork work, String kept) {
        if (some.isEmpty()) {
            return;
        }
        session.savepoint(SAVEPOINT);
        Set<Integer> undone;
        try {
            undone = session.asked(work::run);
            session.checkDeferred();
        } catch (DataRefusal refused) {
            session.rollbackTo(SAVEPOINT);
            session.release(SAVEPOINT);
            one(some, refused);
            return;
        }
        if (undone.isEmpty()) {
            session.release(SAVEPOINT);
            some.forEach(row -> outcomes[row] = done);
            return;
        }
        session.rollbackTo(SAVEPOINT);
        session.release(SAVEPOINT);
        List<Integer> rest = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            if (undone.contains(i)) {
                outcomes[some.get(i)] = conflict(kept);
            } else {
                rest.add(some.get(i));
            }
        }
        again(rest);
    }

    /** The refusal stands for one row of many: each half is tried, down to single rows. */
    private void one(List<Integer> some, DataRefusal refused) {
        if (some.size() == 1) {
            outcomes[some.getFirst()] = conflict(String.valueOf(refused.getMessage()));
            return;
        }
        int half = some.size() / 2;
        again(some.subList(0, half));
        again(some.subList(half, some.size()));
    }

    private void again(List<Integer> some) {
        if (some.isEmpty()) {
            return;
        }
        if (rows.get(some.getFirst()).beforeImage() == null) {
            removeAll(List.copyOf(some));
        } else {
            restoreAll(List.copyOf(some));
        }
    }
}
