package dev.wharf.database.sqlite;

import static dev.wharf.database.sqlite.SqliteSql.list;
import static dev.wharf.database.sqlite.SqliteSql.name;

import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Table;
import dev.wharf.database.DataRefusal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Checks the deferred foreign keys of rows that a transaction wrote, before its commit. SQLite's own check reads whole tables,
 * and it would also find what was broken before. It is used only once a commit was refused nevertheless, for rows that
 * triggers wrote: then it counts what is broken before and after.
 */
final class SqliteDeferred {

    private record Written(Table table, List<String> key, List<List<String>> rows) {}

    private record Mark(String savepoint, int size) {}

    private final SqliteTargetSession session;
    private final List<Written> written = new ArrayList<>();
    private final Deque<Mark> marks = new ArrayDeque<>();
    private boolean closer;
    private long brokenBefore = -1;

    SqliteDeferred(SqliteTargetSession session) {
        this.session = session;
    }

    /** A transaction began; gives how many rows were broken before it, where that is looked at. */
    long begin() throws SQLException {
        written.clear();
        marks.clear();
        brokenBefore = closer ? broken() : -1;
        closer = false;
        return brokenBefore;
    }

    /** The next transaction is checked by SQLite's own means. */
    void lookCloser() {
        closer = true;
    }

    private long broken() throws SQLException {
        try (ResultSet row = session.prepare("SELECT count(*) FROM pragma_foreign_key_check").executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    void note(Table table, List<String> key, List<List<String>> rows) {
        if (!rows.isEmpty() && table.foreignKeys().stream().anyMatch(ForeignKey::deferrable)) {
            written.add(new Written(table, key, rows));
        }
    }

    void savepoint(String name) {
        marks.push(new Mark(name, written.size()));
    }

    /** What was written since is gone, or is again what somebody else wrote. */
    void rollbackTo(String name) {
        while (!marks.getFirst().savepoint().equals(name)) {
            marks.pop();
        }
        int size = marks.getFirst().size();
        if (size < written.size()) {
            written.subList(size, written.size()).clear();
        }
    }

    void release(String name) {
        while (!marks.pop().savepoint().equals(name)) {
            // Savepoints within it are released with it.
        }
    }

    /** Gives how many rows were checked; none of them is checked again. */
    int check() throws SQLException {
        int rows = 0;
        for (Written some : written) {
            for (ForeignKey foreignKey : some.table().foreignKeys()) {
                if (foreignKey.deferrable()) {
                    check(some, foreignKey);
                }
            }
            rows += some.rows().size();
        }
        written.clear();
        if (brokenBefore >= 0 && broken() > brokenBefore) {
            throw new DataRefusal("23503", "a row that a trigger writes for it refers to nothing", null);
        }
        return rows;
    }

    private void check(Written some, ForeignKey foreignKey) throws SQLException {
        SqliteTable table = new SqliteTable(session, some.table(), some.key());
        List<Integer> parts = IntStream.range(0, foreignKey.columns().size()).boxed().toList();
        String dangling = " AND " + String.join(
                        " AND ", parts.stream().map(i -> "c." + name(foreignKey.columns().get(i)) + " IS NOT NULL").toList())
                + " AND NOT EXISTS (SELECT 1 FROM " + name(foreignKey.table()) + " p WHERE "
                + String.join(" AND ", parts.stream()
                        .map(i -> "p." + name(foreignKey.referenced().get(i)) + " = c."
                                + name(foreignKey.columns().get(i)))
                        .toList())
                + ")";
        for (List<String> row : some.rows()) {
            List<List<String>> bounds = row.stream().map(List::of).toList();
            PreparedStatement statement = session.prepare(
                    "SELECT 1 FROM " + name(some.table().name()) + " c" + table.where("c.", bounds) + dangling);
            SqliteTable.bind(statement, 1, bounds);
            try (ResultSet result = statement.executeQuery()) {
                if (result.next()) {
                    throw new DataRefusal(
                            "23503",
                            "the foreign key of " + some.table().name() + " (" + list(foreignKey.columns(), c -> c)
                                    + ") refers to no row of " + foreignKey.table(),
                            null);
                }
            }
        }
    }
}
