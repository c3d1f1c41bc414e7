package dev.wharf.audit;

import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.TableName;
import dev.wharf.database.TargetSession;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The source keys that an extract gives, in a temporary table of the target, to be held against the mappings of earlier runs. */
public final class SeenKeys {

    private static final String TABLE = "wharf_seen";

    private final Sql sql;
    private final TargetSession session;
    private final TableName table;
    private final String name;

    public SeenKeys(Sql sql, TargetSession session) {
        this.sql = sql;
        this.session = session;
        String schema = sql.dialect() == Dialect.POSTGRESQL ? "pg_temp" : "temp";
        this.table = new TableName(schema, TABLE);
        this.name = schema + "." + TABLE;
    }

    /** How many source rows of an entity other runs have moved and not taken back. */
    public long movedBefore(String namespace, String entity, RunId run) {
        return sql.first(
                        "SELECT count(DISTINCT source_key) FROM @current_mappings WHERE namespace = ? AND entity = ? AND run_id <> ?",
                        row -> row.getLong(1),
                        namespace,
                        entity,
                        run.value())
                .orElse(0L);
    }

    /** Makes the table, or empties it. */
    public void begin() {
        sql.update("CREATE TEMPORARY TABLE IF NOT EXISTS " + TABLE + " (source_key text NOT NULL)");
        sql.update("DELETE FROM " + name);
    }

    public void add(List<String> sourceKeys) {
        List<@Nullable Object[]> rows = new ArrayList<>(sourceKeys.size());
        sourceKeys.forEach(key -> rows.add(new @Nullable Object[] {key}));
        session.append(table, List.of("source_key"), rows);
    }

    /** Remarks the rows of the entity that other runs of the plan moved and that were not seen; gives how many there are. */
    public long remarkOthers(
            RunId run, String step, String namespace, String entity, RemarkStore.Kind kind, String reason, int most) {
        String others = " FROM @current_mappings m WHERE m.namespace = ? AND m.entity = ? AND m.run_id <> ?"
                + " AND m.run_id IN (SELECT o.run_id FROM @migration_runs o JOIN @migration_runs r ON r.plan = o.plan"
                + " WHERE r.run_id = ?) AND NOT EXISTS (SELECT 1 FROM " + name + " s WHERE s.source_key = m.source_key)";
        if (sql.dialect() == Dialect.SQLITE) {
            sql.update("CREATE INDEX IF NOT EXISTS temp.wharf_seen_by_key ON " + TABLE + " (source_key)");
        }
        long count = sql.first(
                        "SELECT count(DISTINCT m.source_key)" + others,
                        row -> row.getLong(1),
                        namespace,
                        entity,
                        run.value(),
                        run.value())
                .orElse(0L);
        // who looked before and was interrupted said it already
        String unsaid = " AND NOT EXISTS (SELECT 1 FROM @migration_remarks k"
                + " WHERE k.run_id = ? AND k.step = ? AND k.kind = ? AND k.source_key = m.source_key)";
        if (count > 0) {
            sql.update(
                    "INSERT INTO @migration_remarks (run_id, step, source_key, kind, reason, batch)"
                            + " SELECT DISTINCT ?, ?, m.source_key, ?, ?, 0" + others + unsaid + " ORDER BY 3 LIMIT " + most,
                    run.value(),
                    step,
                    kind.word(),
                    reason,
                    namespace,
                    entity,
                    run.value(),
                    run.value(),
                    run.value(),
                    step,
                    kind.word());
        }
        sql.update("DELETE FROM " + name);
        return count;
    }
}
