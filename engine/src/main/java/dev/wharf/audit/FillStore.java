package dev.wharf.audit;

import dev.wharf.database.TargetSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code migration_fills}: references that a run filled in its closing passes, or emptied in its rollback. */
public final class FillStore {

    private static final List<String> COLUMNS = List.of(
            "run_id", "step", "batch", "target_table", "target_key", "column_name", "value_key", "transaction_id", "stored_hash");

    private final Sql sql;

    public FillStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * One column of one row that was filled.
     *
     * @param valueKey what it was filled with, null for NULL
     * @param transaction that filled it; "" where somebody had edited the row before
     * @param storedHash the row's hash as it stood after, on products that need it
     */
    public record Fill(
            String step,
            int batch,
            String targetTable,
            String targetKey,
            String column,
            @Nullable String valueKey,
            String transaction,
            byte @Nullable [] storedHash) {}

    public void append(TargetSession session, RunId run, List<Fill> fills) {
        List<@Nullable Object[]> rows = new ArrayList<>(fills.size());
        for (Fill f : fills) {
            rows.add(new @Nullable Object[] {
                run.value(), f.step(), f.batch(), f.targetTable(), f.targetKey(), f.column(), f.valueKey(), f.transaction(),
                f.storedHash()
            });
        }
        session.append(AuditTables.name(sql.dialect(), "migration_fills"), COLUMNS, rows);
    }

    /** Whether the run filled anything in a table yet. */
    public boolean any(RunId run, String targetTable) {
        return sql.first(
                        "SELECT 1 FROM @migration_fills WHERE run_id = ? AND target_table = ? LIMIT 1",
                        row -> 1,
                        run.value(),
                        targetTable)
                .isPresent();
    }

    /** What was filled in these rows, by target key, in its order. */
    public Map<String, List<Fill>> of(RunId run, String targetTable, Collection<String> targetKeys) {
        Map<String, List<Fill>> found = new HashMap<>();
        sql.list(
                "SELECT m.* FROM "
                        + KeyedRows.of(sql.dialect(), "@migration_fills", "target_key", "m.run_id = ? AND m.target_table = ?")
                        + " ORDER BY m.batch",
                row -> found.computeIfAbsent(row.getString("target_key"), k -> new ArrayList<>(1)).add(read(row)),
                KeyedRows.once(targetKeys),
                run.value(),
                targetTable);
        return found;
    }

    private static Fill read(ResultSet row) throws SQLException {
        return new Fill(
                row.getString("step"),
                row.getInt("batch"),
                row.getString("target_table"),
                row.getString("target_key"),
                row.getString("column_name"),
                row.getString("value_key"),
                row.getString("transaction_id"),
                row.getBytes("stored_hash"));
    }
}
