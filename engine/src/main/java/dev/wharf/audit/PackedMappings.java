package dev.wharf.audit;

import dev.wharf.audit.MappingStore.Mapping;
import dev.wharf.catalog.Dialect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * {@code migration_mapping_blocks}: the mappings of a batch in one row. Blocks keep no index over keys, which is what makes
 * them cheap to write; whoever is about to ask for many keys has them unpacked first, once and for all. PostgreSQL alone has
 * blocks, and from version 5 of the audit tables on. For one thread.
 */
public final class PackedMappings {

    static final String NOT_UNPACKED =
            "NOT EXISTS (SELECT 1 FROM @migration_unpacked_blocks u WHERE u.block = b.block)";

    /**
     * The mappings of a run that may be those of one source key: rows by their index, and blocks whose keys hold it as a whole
     * one. Takes the run three times, the key, the run, the key.
     */
    static final String OF_KEY =
            """
            SELECT r.* FROM @migration_mapping_rows r WHERE r.run_id = ?
              AND r.namespace IN (SELECT namespace FROM @migration_runs WHERE run_id = ?)
              AND r.entity IN (SELECT entity FROM @migration_control WHERE run_id = ?) AND r.source_key = ?
            UNION ALL
            SELECT p.run_id, p.step, p.namespace, p.entity, p.source_key, p.target_table, p.target_key, p.write_index, p.batch,
                p.kind, p.column_set, p.source_hash, p.target_hash, p.stored_hash, p.migrated_at
            FROM @packed_mappings p WHERE p.block = ANY (ARRAY(
                SELECT b.block FROM @migration_mapping_blocks b
                WHERE b.run_id = ? AND strpos(chr(31) || b.source_keys || chr(31), chr(31) || ? || chr(31)) > 0
                  AND NOT EXISTS (SELECT 1 FROM @migration_unpacked_blocks u WHERE u.block = b.block)))""";

    /** So many blocks at most are unpacked in one transaction, */
    private static final int BLOCKS_AT_ONCE = 200;
    /** and none after so many mappings. */
    private static final int MAPPINGS_AT_ONCE = 100_000;

    private final Sql sql;
    private @Nullable Boolean there;

    public PackedMappings(Sql sql) {
        this.sql = sql;
    }

    /** The table of the mappings that stand alone. */
    String standingAlone() {
        return there() ? "@migration_mapping_rows" : "@migration_mappings";
    }

    /** Whether the target has blocks at all. */
    boolean there() {
        if (there == null) {
            there = sql.dialect() == Dialect.POSTGRESQL
                    && sql.first("SELECT to_regclass('wharf.migration_mapping_blocks') IS NOT NULL", row -> row.getBoolean(1))
                            .orElse(false);
        }
        return there;
    }

    /** Records a block of one batch. */
    public void append(
            RunId run,
            String step,
            String namespace,
            String entity,
            String targetTable,
            int writeIndex,
            int batch,
            int columnSet,
            MappingBlock block) {
        sql.update(
                """
                INSERT INTO @migration_mapping_blocks (run_id, step, namespace, entity, target_table, write_index, batch, column_set,
                    mappings, source_keys, target_keys, source_hashes, target_hashes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                run.value(),
                step,
                namespace,
                entity,
                targetTable,
                writeIndex,
                batch,
                columnSet,
                block.size(),
                block.sourceKeys(),
                block.targetKeys(),
                block.sourceHashes(),
                block.targetHashes());
    }

    /** Blocks whose mappings are to be rows. */
    public sealed interface Which {

        /** Those of an entity, of all runs but {@code except}. */
        record OfEntity(String namespace, String entity, @Nullable RunId except) implements Which {}

        /** Those of a table that a run inserted into. */
        record OfTable(RunId run, String targetTable) implements Which {}

        /** Those of a run. */
        record OfRun(RunId run) implements Which {}

        /** What holds of the block {@code b}. */
        private String condition() {
            return switch (this) {
                case OfEntity _ -> "b.namespace = ? AND b.entity = ? AND b.run_id <> ?";
                case OfTable _ -> "b.run_id = ? AND b.target_table = ?";
                case OfRun _ -> "b.run_id = ?";
            };
        }

        private Object[] values() {
            return switch (this) {
                case OfEntity(String namespace, String entity, RunId except) ->
                    new Object[] {namespace, entity, except == null ? "" : except.value()};
                case OfTable(RunId run, String targetTable) -> new Object[] {run.value(), targetTable};
                case OfRun(RunId run) -> new Object[] {run.value()};
            };
        }
    }

    /** The number of the newest block, 0 where there is none. */
    public long newest() {
        return there()
                ? sql.first("SELECT coalesce(max(block), 0) FROM @migration_mapping_blocks", row -> row.getLong(1)).orElse(0L)
                : 0;
    }

    /**
     * Makes mappings rows, those of a bounded number of blocks, within the transaction under way.
     *
     * @param newest later blocks stay as they are
     * @return how many mappings the blocks have; 0 where none is left
     */
    public long unpackSome(Which which, long newest) {
        if (!there()) {
            return 0;
        }
        return unpackWhere(which.condition() + " AND b.block <= " + newest, which.values());
    }

    /** How many mappings {@link #unpackSome} has yet to make rows. */
    public long count(Which which, long newest) {
        return there()
                ? sql.first(
                                "SELECT coalesce(sum(b.mappings), 0) FROM @migration_mapping_blocks b WHERE " + which.condition()
                                        + " AND b.block <= " + newest + " AND " + NOT_UNPACKED,
                                row -> row.getLong(1),
                                which.values())
                        .orElse(0L)
                : 0;
    }

    /** Two that unpack the same blocks take them in the same order: the later one waits, and then finds them done. */
    private long unpackWhere(String which, Object... values) {
        return sql.first(
                        """
                        WITH open AS MATERIALIZED (
                            SELECT block, mappings, sum(mappings) OVER (ORDER BY block) - mappings AS before
                            FROM (SELECT b.block, b.mappings FROM @migration_mapping_blocks b WHERE %s AND %s
                                  ORDER BY b.block LIMIT %d) next_ones),
                        taken AS (
                            INSERT INTO @migration_unpacked_blocks (block)
                            SELECT block FROM open WHERE before < %d ORDER BY block ON CONFLICT DO NOTHING RETURNING block),
                        made AS (
                            INSERT INTO @migration_mapping_rows (%s, migrated_at)
                            SELECT %s, p.migrated_at FROM taken JOIN @packed_mappings p ON p.block = taken.block)
                        SELECT coalesce(sum(mappings), 0) FROM open WHERE before < %4$d"""
                                .formatted(
                                        which,
                                        NOT_UNPACKED,
                                        BLOCKS_AT_ONCE,
                                        MAPPINGS_AT_ONCE,
                                        String.join(", ", MappingStore.COLUMNS),
                                        "p." + String.join(", p.", MappingStore.COLUMNS)),
                        row -> row.getLong(1),
                        values)
                .orElse(0L);
    }

    /** Hands over the packed mappings of a step, batch by batch, each batch in the order in which it was written. */
    void eachOfStep(RunId run, String step, Consumer<Mapping> consumer) {
        if (there()) {
            sql.each(
                    "SELECT b.* FROM @migration_mapping_blocks b WHERE b.run_id = ? AND b.step = ? AND " + NOT_UNPACKED
                            + " ORDER BY b.batch, b.write_index, b.block",
                    1,
                    PackedMappings::read,
                    block -> block.forEach(consumer),
                    run.value(),
                    step);
        }
    }

    /** Puts the hashes of the source rows of some batches, as a run read them, to the others. */
    void sourceHashes(RunId run, String step, Collection<Integer> batches, Map<String, byte @Nullable []> found) {
        if (there() && !batches.isEmpty()) {
            sql.list(
                            "SELECT b.source_keys, b.source_hashes FROM @migration_mapping_blocks b WHERE b.run_id = ? AND b.step = ?"
                                    + " AND b.batch::text in! AND " + NOT_UNPACKED,
                            row -> Map.entry(row.getString(1), row.getBytes(2)),
                            run.value(),
                            step,
                            batches)
                    .forEach(block -> {
                        String[] keys = split(block.getKey());
                        for (int i = 0; i < keys.length; i++) {
                            found.put(keys[i], MappingBlock.hash(block.getValue(), i));
                        }
                    });
        }
    }

    /**
     * Puts to the others which source keys wrote target rows in a run, by target key. One key is found by looking through the
     * blocks' texts, many by taking blocks apart.
     */
    void writersOf(RunId run, String targetTable, Collection<String> targetKeys, Map<String, String> found) {
        String blocks = "SELECT b.block FROM @migration_mapping_blocks b WHERE b.run_id = ? AND b.target_table = ? AND " + NOT_UNPACKED;
        if (!there()
                || targetKeys.isEmpty()
                || sql.first(blocks + " LIMIT 1", row -> row.getLong(1), run.value(), targetTable).isEmpty()) {
            return;
        }
        String writers = "SELECT p.target_key, p.source_key FROM @packed_mappings p WHERE p.block = ANY (ARRAY(" + blocks;
        Sql.RowReader<@Nullable String> read = row -> found.put(row.getString(1), row.getString(2));
        if (targetKeys.size() == 1) {
            String key = targetKeys.iterator().next();
            sql.list(
                    writers + " AND strpos(chr(31) || coalesce(b.target_keys, b.source_keys) || chr(31), chr(31) || ? || chr(31)) > 0))"
                            + " AND p.target_key = ?",
                    read,
                    run.value(),
                    targetTable,
                    key,
                    key);
        } else {
            sql.list(writers + ")) AND p.target_key IN (SELECT unnest(?))", read, run.value(), targetTable, targetKeys);
        }
    }

    /** Whether a step of a run has mappings that are packed. */
    public boolean any(RunId run, String step) {
        return there()
                && sql.first(
                                "SELECT 1 FROM @migration_mapping_blocks b WHERE b.run_id = ? AND b.step = ? AND " + NOT_UNPACKED
                                        + " LIMIT 1",
                                row -> 1,
                                run.value(),
                                step)
                        .isPresent();
    }

    /** Whether runs other than {@code except} have mappings of an entity that are packed. */
    boolean any(String namespace, String entity, @Nullable RunId except) {
        return there()
                && sql.first(
                                "SELECT 1 FROM @migration_mapping_blocks b WHERE b.namespace = ? AND b.entity = ? AND b.run_id <> ? AND "
                                        + NOT_UNPACKED + " LIMIT 1",
                                row -> 1,
                                namespace,
                                entity,
                                except == null ? "" : except.value())
                        .isPresent();
    }

    private static List<Mapping> read(ResultSet row) throws SQLException {
        String[] sourceKeys = split(row.getString("source_keys"));
        String packedTargets = row.getString("target_keys");
        String[] targetKeys = packedTargets == null ? sourceKeys : split(packedTargets);
        byte[] sourceHashes = row.getBytes("source_hashes");
        byte[] targetHashes = row.getBytes("target_hashes");
        String run = row.getString("run_id");
        String step = row.getString("step");
        String namespace = row.getString("namespace");
        String entity = row.getString("entity");
        String table = row.getString("target_table");
        int writeIndex = row.getInt("write_index");
        int batch = row.getInt("batch");
        int columnSet = row.getInt("column_set");
        String migratedAt = String.valueOf(Sql.time(row, "migrated_at"));
        List<Mapping> mappings = new ArrayList<>(sourceKeys.length);
        for (int i = 0; i < sourceKeys.length; i++) {
            mappings.add(new Mapping(
                    run, step, namespace, entity, sourceKeys[i], table, targetKeys[i], writeIndex, batch, "inserted", columnSet,
                    MappingBlock.hash(sourceHashes, i), MappingBlock.hash(targetHashes, i), null, migratedAt));
        }
        return mappings;
    }

    private static String[] split(String keys) {
        return keys.split(String.valueOf(MappingBlock.BETWEEN), -1);
    }
}
