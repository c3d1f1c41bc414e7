package dev.wharf.audit;

import dev.wharf.audit.MappingStore.Mapping;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What mappings say of the rows of a run, as a verification asks for it: some hundred rows at a time, never all at once. */
public final class RecordedRows {

    private static final int ROWS_A_FETCH = 2_000;
    private static final int RUNS_ASKED = 20;

    private final Sql sql;
    private final PackedMappings packed;

    public RecordedRows(Sql sql) {
        this.sql = sql;
        this.packed = new PackedMappings(sql);
    }

    /**
     * Hands over the mappings of a step that are not reversed, batch by batch, without holding all of them: first those that
     * are packed, of which none is reversed, because a rollback unpacks them.
     */
    public void eachOfStep(RunId run, String step, Consumer<Mapping> consumer) {
        packed.eachOfStep(run, step, consumer);
        sql.each(
                "SELECT m.* FROM " + packed.standingAlone() + " m WHERE m.run_id = ? AND m.step = ? AND " + KeyedRows.NOT_REVERSED
                        + " ORDER BY m.batch, m.write_index, m.source_key",
                ROWS_A_FETCH,
                MappingStore::read,
                consumer,
                run.value(),
                step);
    }

    /** The hashes of the source rows of some batches, as far as their mappings are packed; by source key. */
    public Map<String, byte @Nullable []> packedSourceHashes(RunId run, String step, Collection<Integer> batches) {
        Map<String, byte @Nullable []> found = new HashMap<>();
        packed.sourceHashes(run, step, batches, found);
        return found;
    }

    /** Whether mappings of a step are packed, so that they are asked for by batch. */
    public boolean packed(RunId run, String step) {
        return packed.any(run, step);
    }

    /** Whether mappings of a step stand alone. */
    public boolean alone(RunId run, String step) {
        return !packed.there()
                || sql.first(
                                "SELECT 1 FROM @migration_mapping_rows WHERE run_id = ? AND step = ? LIMIT 1",
                                row -> 1,
                                run.value(),
                                step)
                        .isPresent();
    }

    /** The hashes of source rows as a run read them, of mappings that stand alone; by source key, null where it kept none. */
    public Map<String, byte @Nullable []> sourceHashes(
            RunId run, String namespace, String entity, Collection<String> sourceKeys) {
        Map<String, byte @Nullable []> found = new HashMap<>();
        sql.list(
                "SELECT m.source_key, m.source_hash FROM "
                        + KeyedRows.of(sql.dialect(), packed.standingAlone(), "source_key", "m.namespace = ? AND m.entity = ?")
                        + " WHERE m.run_id = ? ORDER BY m.write_index DESC",
                row -> found.put(row.getString(1), row.getBytes(2)),
                KeyedRows.once(sourceKeys), namespace, entity,
                run.value());
        return found;
    }

    /** How many source rows of a step have mappings. */
    public long sourceRows(RunId run, String step) {
        return sql.first(
                        "SELECT count(DISTINCT source_key) FROM @migration_mappings WHERE run_id = ? AND step = ?",
                        row -> row.getLong(1),
                        run.value(),
                        step)
                .orElse(0L);
    }

    /**
     * How many mappings a step recorded of rows that it inserted or updated, reversed or not. One statement counts both kinds:
     * between two of them a block may be unpacked.
     */
    public long written(RunId run, String step) {
        List<Object> values = new ArrayList<>(List.of(run.value(), step));
        String count = "SELECT count(CASE WHEN kind <> 'existing' THEN 1 END) FROM @migration_mappings WHERE run_id = ? AND step = ?";
        if (packed.there()) {
            count = "SELECT (" + count.replace("@migration_mappings", "@migration_mapping_rows") + ")"
                    + " + (SELECT coalesce(sum(b.mappings), 0) FROM @migration_mapping_blocks b"
                    + " WHERE b.run_id = ? AND b.step = ? AND " + PackedMappings.NOT_UNPACKED + ")";
            values.addAll(List.of(run.value(), step));
        }
        return sql.first(count, row -> row.getLong(1), values.toArray()).orElse(0L);
    }

    /**
     * Which of these source rows a run that started after this one wrote again; by source key that run. Such a mapping stands
     * alone: what only inserts, and so packs, leaves rows that are known as they are.
     */
    public Map<String, String> rewrittenAfter(
            RunId run, String namespace, String entity, Collection<String> sourceKeys) {
        Map<String, String> found = new HashMap<>();
        sql.list(
                "SELECT m.source_key, m.run_id FROM "
                        + KeyedRows.of(sql.dialect(), packed.standingAlone(), "source_key", "m.namespace = ? AND m.entity = ?")
                        + " JOIN @migration_runs r ON r.run_id = m.run_id"
                        + " WHERE m.kind <> 'existing'"
                        + " AND r.started_at > (SELECT started_at FROM @migration_runs WHERE run_id = ?)",
                row -> found.put(row.getString(1), row.getString(2)),
                KeyedRows.once(sourceKeys), namespace, entity,
                run.value());
        return found;
    }

    /**
     * The other runs that wrote these target rows and have not taken them back, by key; the last {@value #RUNS_ASKED} runs that
     * wrote into the table are asked, the latest first. Mappings that are packed are not looked at: their keys have no index.
     *
     * @param own the run that is not asked
     * @param keyColumns which columns the keys are of; nothing is found where runs tell the table's rows apart by others
     */
    public Map<String, RunId> writersOf(
            RunId own, String targetTable, List<String> keyColumns, Collection<String> targetKeys) {
        List<RunId> runs = sql.list(
                """
                SELECT DISTINCT o.run_id, o.started_at FROM @migration_runs o JOIN @migration_column_sets c ON c.run_id = o.run_id
                WHERE c.target_table = ? AND c.key_columns = ? AND o.status <> 'rolled_back' AND o.run_id <> ?
                ORDER BY o.started_at DESC LIMIT %d"""
                        .formatted(RUNS_ASKED),
                row -> new RunId(row.getString(1)),
                targetTable,
                JsonTexts.write(keyColumns),
                own.value());
        Map<String, RunId> found = new HashMap<>();
        for (RunId run : runs) {
            List<String> open = targetKeys.stream().filter(key -> !found.containsKey(key)).toList();
            if (open.isEmpty()) {
                break;
            }
            sql.list(
                    writtenAlone(),
                    row -> found.put(row.getString(1), run),
                    KeyedRows.once(open), run.value(), targetTable);
        }
        return found;
    }

    /** Those of these target keys that a run wrote and has not taken back; of blocks, keys alone are looked at. */
    public Set<String> writtenTargets(RunId run, String targetTable, Collection<String> targetKeys) {
        List<Object> values = new ArrayList<>(List.of(KeyedRows.once(targetKeys), run.value(), targetTable));
        String written = writtenAlone();
        if (packed.there()) {
            written += " UNION ALL SELECT k.target_key FROM @migration_mapping_blocks b"
                    + " CROSS JOIN LATERAL string_to_table(coalesce(b.target_keys, b.source_keys), chr(31)) AS k (target_key)"
                    + " WHERE b.run_id = ? AND b.target_table = ? AND " + PackedMappings.NOT_UNPACKED + " AND k.target_key in!";
            values.addAll(List.of(run.value(), targetTable, targetKeys));
        }
        Set<String> found = new HashSet<>();
        sql.list(written, row -> found.add(row.getString(1)), values.toArray());
        return found;
    }

    /** Takes the target keys, the run, the table. */
    private String writtenAlone() {
        return "SELECT m.target_key FROM "
                + KeyedRows.of(
                        sql.dialect(),
                        packed.standingAlone(),
                        "target_key",
                        "m.run_id = ? AND m.target_table = ? AND m.kind <> 'existing' AND " + KeyedRows.NOT_REVERSED);
    }
}
