package dev.wharf.audit;

import dev.wharf.database.TargetSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code migration_before_images}: rows as they were before a run updated them; a run keeps the first image of a row. */
public final class BeforeImageStore {

    private final Sql sql;

    public BeforeImageStore(Sql sql) {
        this.sql = sql;
    }

    /** A target row's state before a run updated it, in its product's own lossless text. */
    public record BeforeImage(String targetTable, String targetKey, int batch, String image) {}

    public void append(TargetSession session, RunId run, List<BeforeImage> images) {
        List<@Nullable Object[]> rows = new ArrayList<>(images.size());
        for (BeforeImage i : images) {
            rows.add(new @Nullable Object[] {run.value(), i.targetTable(), i.targetKey(), i.batch(), i.image()});
        }
        session.append(
                AuditTables.name(sql.dialect(), "migration_before_images"),
                List.of("run_id", "target_table", "target_key", "batch", "image"),
                rows);
    }

    /** The images of these rows, by target key. */
    public Map<String, String> of(RunId run, String targetTable, Collection<String> targetKeys) {
        Map<String, String> found = new HashMap<>();
        sql.list(
                "SELECT m.target_key, m.image FROM "
                        + KeyedRows.of(
                                sql.dialect(), "@migration_before_images", "target_key", "m.run_id = ? AND m.target_table = ?"),
                row -> found.put(row.getString(1), row.getString(2)),
                KeyedRows.once(targetKeys),
                run.value(),
                targetTable);
        return found;
    }
}
