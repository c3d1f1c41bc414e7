package dev.wharf.database.sqlite;

import static dev.wharf.database.sqlite.SqliteSql.list;
import static dev.wharf.database.sqlite.SqliteSql.name;

import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.TakeBackOutcome;
import dev.wharf.database.WrittenRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Takes rows back as far as they hash as they did when they were written. */
final class SqliteTakeBack {

    private static final String SAVEPOINT = "wharf_take_back";
    private static final TakeBackOutcome REMOVED = new TakeBackOutcome(TakeBackOutcome.Kind.REMOVED, "");
    private static final TakeBackOutcome RESTORED = new TakeBackOutcome(TakeBackOutcome.Kind.RESTORED, "");
    private static final TakeBackOutcome MISSING = new TakeBackOutcome(TakeBackOutcome.Kind.MISSING, "");

    private final SqliteTargetSession session;
    private final Table table;
    private final List<String> key;
    private final List<WrittenRow> rows;
    private final SqliteTable whole;
    private final @Nullable TakeBackOutcome[] outcomes;

    SqliteTakeBack(SqliteTargetSession session, Table table, List<String> key, List<WrittenRow> rows) {
        this.session = session;
        this.table = table;
        this.key = key;
        this.rows = rows;
        whole = new SqliteTable(session, table, key);
        outcomes = new TakeBackOutcome[rows.size()];
    }

    /** For each row whether it stands as it was written. */
    List<Boolean> untouched() throws SQLException {
        Set<Integer> untouched = new HashSet<>(compare());
        return IntStream.range(0, rows.size()).mapToObj(untouched::contains).toList();
    }

    List<TakeBackOutcome> run() throws SQLException {
        List<Integer> removed = new ArrayList<>();
        for (int row : compare()) {
            String image = rows.get(row).beforeImage();
            if (image == null) {
                removed.add(row);
            } else {
                outcomes[row] = attempt(() -> restore(row, image));
            }
        }
        remove(unreferenced(removed));
        List<TakeBackOutcome> all = new ArrayList<>(outcomes.length);
        for (TakeBackOutcome outcome : outcomes) {
            all.add(outcome == null ? MISSING : outcome);
        }
        return all;
    }

    /** The rows that stand as they were written; the others get their outcome. */
    private List<Integer> compare() throws SQLException {
        List<Integer> untouched = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            byte[] now = whole.rowByText(rows.get(row).key());
            if (now == null) {
                outcomes[row] = MISSING;
            } else if (Arrays.equals(whole.hash(now, 0), rows.get(row).stored())) {
                untouched.add(row);
            } else {
                outcomes[row] = conflict("it was changed since the run wrote it");
            }
        }
        return untouched;
    }

    private static TakeBackOutcome conflict(String reason) {
        return new TakeBackOutcome(TakeBackOutcome.Kind.CONFLICT, reason);
    }

    private TakeBackOutcome attempt(SqliteTargetSession.Question<TakeBackOutcome> work) {
        session.savepoint(SAVEPOINT);
        TakeBackOutcome outcome;
        try {
            outcome = SqliteTargetSession.asked(work);
            session.checkDeferred();
        } catch (DataRefusal e) {
            outcome = conflict(String.valueOf(e.getMessage()));
        }
        if (outcome.kind() == TakeBackOutcome.Kind.CONFLICT) {
            session.rollbackTo(SAVEPOINT);
        }
        session.release(SAVEPOINT);
        return outcome;
    }

    private TakeBackOutcome restore(int row, String image) throws SQLException {
        List<SqliteImage.Value> values = SqliteImage.values(image);
        if (values.stream().anyMatch(v -> !whole.columns().contains(v.column()))) {
            return conflict("columns of " + table.name() + " were dropped since");
        }
        List<List<String>> forms = SqliteTable.forms(rows.get(row).key());
        PreparedStatement statement = session.prepare("UPDATE OR ABORT " + name(table.name()) + " SET "
                + list(values, v -> name(v.column()) + " = ?") + whole.where(forms));
        int index = 1;
        for (SqliteImage.Value value : values) {
            String bound = value.bound();
            if (bound == null) {
                statement.setNull(index++, Types.NULL);
            } else {
                SqliteBound.bind(statement, index++, bound);
            }
        }
        SqliteTable.bind(statement, index, forms);
        int updated = statement.executeUpdate();
        session.noteWritten(table, key, List.of(whole.bounds(rows.get(row).key())));
        byte[] now = whole.rowByText(rows.get(row).key());
        return updated == 1 && now != null && whole.image(now).equals(image)
                ? RESTORED
                : conflict("a trigger of " + table.name() + " alters or keeps what is to be restored");
    }

    /**
     * Deletes rows; those that refer to others of them go first, since SQLite checks a foreign key at once. The order is that
     * of {@link #unreferenced}.
     */
    private void remove(List<Integer> some) {
        for (int row : some) {
            outcomes[row] = attempt(() -> {
                List<List<String>> forms = SqliteTable.forms(rows.get(row).key());
                PreparedStatement statement =
                        session.prepare("DELETE FROM " + name(table.name()) + whole.where(forms));
                SqliteTable.bind(statement, 1, forms);
                return statement.executeUpdate() == 1 && whole.rowByText(rows.get(row).key()) == null
                        ? REMOVED
                        : conflict("a trigger of " + table.name() + " keeps it from being deleted");
            });
        }
    }

    /** Leaves out the rows that somebody else's row refers to, and what those refer to; orders the rest. */
    private List<Integer> unreferenced(List<Integer> some) throws SQLException {
        Map<List<String>, Integer> byKey = new HashMap<>();
        for (int row : some) {
            byKey.put(whole.bounds(rows.get(row).key()), row);
        }
        Map<Integer, Set<Integer>> referrers = new HashMap<>();
        Deque<Integer> kept = new ArrayDeque<>();
        for (SqliteReferences.Reference reference : session.references(table.name())) {
            boolean own = reference.table().equalsIgnoreCase(table.name().name());
            for (int row : some) {
                for (List<String> from : referring(reference, own, row)) {
                    Integer known = own ? byKey.get(from) : null;
                    if (known == null && outcomes[row] == null) {
                        outcomes[row] = new TakeBackOutcome(
                                TakeBackOutcome.Kind.CONFLICT, reference.reason(), own ? null : TableName.of(reference.table()));
                        kept.add(row);
                    } else if (known != null && known != row) {
                        referrers.computeIfAbsent(known, k -> new HashSet<>()).add(row);
                    }
                }
            }
        }
        while (!kept.isEmpty()) {
            for (int row : referrers.getOrDefault(kept.poll(), Set.of())) {
                if (outcomes[row] == null) {
                    outcomes[row] = conflict("rows of " + table.name() + " that stay refer to it");
                    kept.add(row);
                }
            }
        }
        return ordered(some, referrers);
    }

    /** Referring rows before those that they refer to. */
    private List<Integer> ordered(List<Integer> some, Map<Integer, Set<Integer>> referrers) {
        Map<Integer, Integer> waiting = new HashMap<>();
        referrers.forEach((from, to) -> to.forEach(row -> waiting.merge(row, 1, Integer::sum)));
        Deque<Integer> free = new ArrayDeque<>();
        some.stream().filter(row -> !waiting.containsKey(row)).forEach(free::add);
        Set<Integer> ordered = new LinkedHashSet<>();
        while (!free.isEmpty()) {
            int row = free.poll();
            ordered.add(row);
            for (int to : referrers.getOrDefault(row, Set.of())) {
                if (waiting.merge(to, -1, Integer::sum) == 0) {
                    free.add(to);
                }
            }
        }
        // What is left refers to each other in a circle: the database decides.
        ordered.addAll(some);
        return ordered.stream().filter(row -> outcomes[row] == null).toList();
    }

    /** The keys of the rows that refer to one; of another table's rows one, with an empty key, stands for all. */
    private List<List<String>> referring(SqliteReferences.Reference reference, boolean own, int row) throws SQLException {
        List<List<String>> forms = SqliteTable.forms(rows.get(row).key());
        String columns = own ? list(key, k -> "r." + name(k)) : "1";
        PreparedStatement statement = session.prepare(
                SqliteReferences.referring(reference, table.name(), columns) + whole.where("t.", forms) + (own ? "" : " LIMIT 1"));
        SqliteTable.bind(statement, 1, forms);
        List<List<String>> found = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                found.add(own ? whole.keyOf(statement) : List.of());
            }
        }
        return found;
    }
}
