package dev.wharf.audit;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.TargetSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code migration_mappings} and the sets of columns that they cover. What asks for rows by many keys of a run or an entity
 * asks for those that stand alone: {@link PackedMappings} unpacks the others before.
 */
public final class MappingStore {

    static final List<String> COLUMNS = List.of(
            "run_id", "step", "namespace", "entity", "source_key", "target_table", "target_key", "write_index", "batch", "kind",
            "column_set", "source_hash", "target_hash", "stored_hash");

    private final Sql sql;
    private final PackedMappings packed;
    private boolean unpacked;

    public MappingStore(Sql sql) {
        this.sql = sql;
        this.packed = new PackedMappings(sql);
    }

    /** Says that the mappings that are asked for were unpacked, so that an index finds nearly all of them. */
    public MappingStore unpacked() {
        unpacked = true;
        return this;
    }

    /** Takes the keys, then namespace and entity; what it is asked of stands behind FROM. */
    private interface ByKeys {
        void ask(String from, Collection<String> sourceKeys);
    }

    /**
     * Asks for mappings of an entity by their source keys. Where they were unpacked, an index answers. Keys that it has nothing
     * of may stand in blocks that came since; they are asked for once more in any case, for a block may have been unpacked
     * between the first question and the look for blocks.
     *
     * @param except a run that is not asked for
     * @param has whether something was found of a key so far
     */
    private void ask(
            String namespace,
            String entity,
            @Nullable RunId except,
            Collection<String> sourceKeys,
            Predicate<String> has,
            ByKeys question) {
        Collection<String> distinct = KeyedRows.once(sourceKeys);
        String whole = "(SELECT m.* FROM @current_mappings m WHERE m.source_key in! AND m.namespace = ? AND m.entity = ?) m";
        if (!unpacked) {
            question.ask(whole, distinct);
            return;
        }
        String rows = rows("source_key", "m.namespace = ? AND m.entity = ? AND " + KeyedRows.NOT_REVERSED);
        question.ask(rows, distinct);
        if (packed.there()) {
            List<String> missing = distinct.stream().filter(Predicate.not(has)).toList();
            if (!missing.isEmpty()) {
                question.ask(packed.any(namespace, entity, except) ? whole : rows, missing);
            }
        }
    }

    private String rows(String key, String others) {
        return KeyedRows.of(sql.dialect(), packed.standingAlone(), key, others);
    }

    /**
     * One row that a run wrote or found.
     *
     * @param writeIndex 0 for the entity's own row
     * @param kind inserted, updated or existing
     * @param columnSet which columns {@code targetHash} covers, see {@link ColumnSet}
     * @param storedHash the row's hash as it stood after the write, on products that need it
     */
    public record Mapping(
            String runId,
            String step,
            String namespace,
            String entity,
            String sourceKey,
            String targetTable,
            String targetKey,
            int writeIndex,
            int batch,
            String kind,
            int columnSet,
            byte @Nullable [] sourceHash,
            byte @Nullable [] targetHash,
            byte @Nullable [] storedHash,
            String migratedAt) {

        /** The same row once a closing pass changed it, that the batch had found as it should be. */
        public Mapping updated(int inBatch, byte @Nullable [] stored) {
            return new Mapping(
                    runId, step, namespace, entity, sourceKey, targetTable, targetKey, writeIndex, inBatch, "updated", columnSet,
                    sourceHash, null, stored, migratedAt);
        }
    }

    /** The columns of a table that rows of a step set, and the key that tells its rows apart. */
    public record ColumnSet(
            int number, String targetTable, int writeIndex, List<String> keyColumns, List<String> columns) {}

    /** What an earlier run knows of a source row; the target key is null where the run gave it no own row. */
    public record Known(String runId, @Nullable String targetKey, byte @Nullable [] sourceHash, String stepHash) {}

    public void append(TargetSession session, List<Mapping> mappings) {
        List<@Nullable Object[]> rows = new ArrayList<>(mappings.size());
        for (Mapping m : mappings) {
            rows.add(new @Nullable Object[] {
                m.runId(), m.step(), m.namespace(), m.entity(), m.sourceKey(), m.targetTable(), m.targetKey(), m.writeIndex(),
                m.batch(), m.kind(), m.columnSet(), m.sourceHash(), m.targetHash(), m.storedHash()
            });
        }
        session.append(AuditTables.mappingRows(sql.dialect()), COLUMNS, rows);
    }

    public void recordColumnSet(RunId run, String step, ColumnSet set) {
        sql.update(
                """
                INSERT INTO @migration_column_sets (run_id, step, column_set, target_table, write_index, key_columns, columns)
                VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
                run.value(),
                step,
                set.number(),
                set.targetTable(),
                set.writeIndex(),
                JsonTexts.write(set.keyColumns()),
                JsonTexts.write(set.columns()));
    }

    public List<ColumnSet> columnSets(RunId run, String step) {
        return sql.list(
                "SELECT * FROM @migration_column_sets WHERE run_id = ? AND step = ? ORDER BY column_set",
                row -> new ColumnSet(
                        row.getInt("column_set"),
                        row.getString("target_table"),
                        row.getInt("write_index"),
                        JsonTexts.read(row.getString("key_columns")),
                        JsonTexts.read(row.getString("columns"))),
                run.value(),
                step);
    }

    /** Whether runs other than this one have current mappings of the entity. */
    public boolean anyBefore(String namespace, String entity, RunId run) {
        return sql.first(
                        "SELECT 1 FROM @current_mappings WHERE namespace = ? AND entity = ? AND run_id <> ? LIMIT 1",
                        row -> 1,
                        namespace,
                        entity,
                        run.value())
                .isPresent();
    }

    /** The table that holds the own rows of an entity that earlier runs moved. */
    public Optional<String> tableOf(String namespace, String entity) {
        return sql.first(
                """
                SELECT target_table FROM @current_mappings
                WHERE namespace = ? AND entity = ? AND write_index = 0 LIMIT 1""",
                row -> row.getString(1),
                namespace,
                entity);
    }

    /**
     * The current target keys of source keys; a source key with two different ones is given with both, told by their runs.
     *
     * @return source key → (target key → run)
     */
    public Map<String, Map<String, String>> resolve(String namespace, String entity, Collection<String> sourceKeys) {
        Map<String, Map<String, String>> found = HashMap.newHashMap(sourceKeys.size());
        ask(namespace, entity, null, sourceKeys, found::containsKey, (from, keys) -> sql.list(
                """
                SELECT source_key, target_key, run_id FROM %s WHERE m.write_index = 0"""
                        .formatted(from),
                row -> found.computeIfAbsent(row.getString(1), k -> new HashMap<>(2)).put(row.getString(2), row.getString(3)),
                keys,
                namespace,
                entity));
        return found;
    }

    /** What runs before {@code except} know of these source rows, the latest run's word counts. */
    public Map<String, Known> known(String namespace, String entity, Collection<String> sourceKeys, RunId except) {
        Map<String, Known> found = new HashMap<>();
        ask(namespace, entity, except, sourceKeys, found::containsKey, (from, keys) -> sql.list(
                """
                SELECT m.source_key, m.run_id, m.target_key, m.source_hash, c.step_hash, m.write_index
                FROM %s JOIN @migration_control c ON c.run_id = m.run_id AND c.step = m.step
                WHERE m.run_id <> ?
                ORDER BY m.migrated_at, m.run_id, m.write_index DESC"""
                        .formatted(from),
                row -> found.put(
                        row.getString(1),
                        new Known(
                                row.getString(2),
                                row.getInt(6) == 0 ? row.getString(3) : null,
                                row.getBytes(4),
                                row.getString(5))),
                keys,
                namespace,
                entity,
                except.value()));
        return found;
    }

    /** The current mappings that runs other than {@code except} made of these source rows, of each row the oldest first. */
    public List<Mapping> inTheirOrder(String namespace, String entity, Collection<String> sourceKeys, RunId except) {
        List<Mapping> found = new ArrayList<>();
        Set<String> keysFound = new HashSet<>();
        ask(namespace, entity, except, sourceKeys, keysFound::contains, (from, keys) -> sql.list(
                "SELECT m.* FROM " + from + " WHERE m.run_id <> ? ORDER BY m.migrated_at, m.run_id",
                row -> {
                    Mapping mapping = read(row);
                    keysFound.add(mapping.sourceKey());
                    return found.add(mapping);
                },
                keys,
                namespace,
                entity,
                except.value()));
        return found;
    }

    /** The source keys that wrote these target rows in this run, by target key. */
    public Map<String, String> writersOf(RunId run, String targetTable, Collection<String> targetKeys) {
        Map<String, String> found = new HashMap<>();
        sql.list(
                "SELECT m.target_key, m.source_key FROM " + rows("target_key", "m.run_id = ? AND m.target_table = ?"),
                row -> found.put(row.getString(1), row.getString(2)),
                KeyedRows.once(targetKeys),
                run.value(),
                targetTable);
        packed.writersOf(run, targetTable, targetKeys.stream().filter(key -> !found.containsKey(key)).toList(), found);
        return found;
    }

    /** The current rows of a table that this run wrote or found, without their time: a closing pass asks for millions. */
    public List<Mapping> ofRows(
            RunId run, String namespace, String entity, String targetTable, Collection<String> sourceKeys) {
        return sql.list(
                """
                SELECT m.step, m.source_key, m.target_key, m.write_index, m.batch, m.kind, m.column_set, m.source_hash, m.stored_hash
                FROM %s WHERE m.run_id = ? AND m.target_table = ?"""
                        .formatted(rows("source_key", "m.namespace = ? AND m.entity = ? AND " + KeyedRows.NOT_REVERSED)),
                row -> new Mapping(
                        run.value(),
                        row.getString(1),
                        namespace,
                        entity,
                        row.getString(2),
                        targetTable,
                        row.getString(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getString(6),
                        row.getInt(7),
                        row.getBytes(8),
                        null,
                        row.getBytes(9),
                        ""),
                KeyedRows.once(sourceKeys),
                namespace,
                entity,
                run.value(),
                targetTable);
    }

    /**
     * Lets the planner know what a pass has just written, so that look-ups take the index; nothing where it needs no telling, or
     * where somebody else is about to tell it.
     */
    public void refreshStatistics() {
        if (sql.dialect() == Dialect.POSTGRESQL) {
            sql.update("ANALYZE (SKIP_LOCKED) @migration_mapping_rows");
        }
    }

    /** The mappings of a run for people, filtered; the first {@code limit} of them. */
    public List<Mapping> list(RunId run, @Nullable String entity, @Nullable String sourceKey, int limit) {
        List<@Nullable Object> values = new ArrayList<>();
        String from = "@migration_mappings m";
        if (sourceKey != null && packed.there()) {
            from = "(" + PackedMappings.OF_KEY + ") m";
            values.addAll(List.of(run.value(), run.value(), run.value(), sourceKey, run.value(), sourceKey));
        }
        values.add(run.value());
        if (entity != null) {
            values.add(entity);
        }
        if (sourceKey != null) {
            values.add(sourceKey);
        }
        return sql.list(
                "SELECT * FROM " + from + " WHERE m.run_id = ?" + (entity == null ? "" : " AND m.entity = ?")
                        + (sourceKey == null ? "" : " AND m.source_key = ?")
                        + " ORDER BY m.step, m.batch, m.write_index, m.source_key LIMIT " + limit,
                MappingStore::read,
                values.toArray());
    }

    /** How many mappings of a run there are, by kind and reversal. */
    public long count(RunId run, String kind) {
        return sql.first(
                        "SELECT count(*) FROM @migration_mappings WHERE run_id = ? AND kind = ?",
                        row -> row.getLong(1),
                        run.value(),
                        kind)
                .orElse(0L);
    }

    static Mapping read(ResultSet row) throws SQLException {
        return new Mapping(
                row.getString("run_id"),
                row.getString("step"),
                row.getString("namespace"),
                row.getString("entity"),
                row.getString("source_key"),
                row.getString("target_table"),
                row.getString("target_key"),
                row.getInt("write_index"),
                row.getInt("batch"),
                row.getString("kind"),
                row.getInt("column_set"),
                row.getBytes("source_hash"),
                row.getBytes("target_hash"),
                row.getBytes("stored_hash"),
                String.valueOf(Sql.time(row, "migrated_at")));
    }
}
