package dev.wharf.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.MappingStore.Mapping;
import dev.wharf.catalog.Dialect;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of the audit tables on PostgreSQL while the planner knows nothing of what a run has just written. */
class KeyedRowsTest {

    private static final RunId RUN = new RunId("r1");
    private static final int ROWS = 10_000;
    private static final int REVERSED = 6_000;

    private final PostgresTestDatabase database = PostgresServer.newest().freshDatabase();

    private static String mappings(String run, int rows) {
        return "INSERT INTO wharf.migration_mapping_rows (run_id, step, namespace, entity, source_key, target_table, target_key,"
                + " write_index, batch, kind, column_set) SELECT '" + run + "', 's', 'n', 'e', '" + run + " ' || 100000 + i, 't',"
                + " '" + run + " ' || 100000 + i, 0, 1, 'inserted', 1 FROM generate_series(1, " + rows + ") i";
    }

    /** Statistics are those of the run before, as they are until autovacuum comes by. */
    @BeforeEach
    void aRunIsNewsToThePlanner() throws SQLException {
        try (Connection connection = database.connect()) {
            AuditSchema.createWithin(new Sql(connection, Dialect.POSTGRESQL), "target");
        }
        for (String table : List.of("migration_mapping_rows", "migration_reversals", "migration_before_images", "migration_fills")) {
            database.execute("ALTER TABLE wharf." + table + " SET (autovacuum_enabled = off)");
        }
        database.execute(mappings("r0", 1_000));
        database.execute(reversals("r0", 1_000));
        database.execute("ANALYZE");
        database.execute(mappings("r1", ROWS));
        database.execute(reversals("r1", REVERSED));
    }

    private static String reversals(String run, int rows) {
        return "INSERT INTO wharf.migration_reversals (run_id, step, namespace, entity, source_key, target_table, target_key, outcome)"
                + " SELECT run_id, step, namespace, entity, source_key, target_table, target_key, 'removed'"
                + " FROM wharf.migration_mapping_rows WHERE run_id = '" + run + "' ORDER BY target_key LIMIT " + rows;
    }

    /** How much of an index a piece of work reads. */
    private long read(Sql sql, String index, Runnable work) {
        String count = "SELECT pg_stat_get_xact_tuples_returned('wharf." + index + "'::regclass)";
        long before = sql.first(count, row -> row.getLong(1)).orElseThrow();
        work.run();
        return sql.first(count, row -> row.getLong(1)).orElseThrow() - before;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pagesOfARollbackReadEachReversalOnceAtMost(boolean downwards) throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Sql sql = new Sql(connection, Dialect.POSTGRESQL);
            ReversalStore store = new ReversalStore(sql);
            List<Mapping> all = new ArrayList<>();

            long read = read(sql, "migration_reversals_pkey", () -> {
                List<Mapping> page = store.toTakeBack(RUN, "s", "t", null, downwards, 100);
                while (!page.isEmpty()) {
                    all.addAll(page);
                    page = store.toTakeBack(RUN, "s", "t", page.getLast().targetKey(), downwards, 100);
                }
            });

            assertEquals(ROWS - REVERSED, all.stream().distinct().count());
            assertTrue(read <= REVERSED, read + " reversals were read");
        }
    }

    @Test
    void lookUpsReadTheirOwnKeysAlone() throws SQLException {
        List<String> keys = IntStream.range(0, 500).mapToObj(i -> "r1 " + (100_000 + REVERSED - 100 + i)).toList();
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Sql sql = new Sql(connection, Dialect.POSTGRESQL);
            MappingStore store = new MappingStore(sql).unpacked();
            RecordedRows recorded = new RecordedRows(sql);
            List<Integer> found = new ArrayList<>();

            long bySource = read(sql, "migration_mappings_by_source", () -> {
                found.add(store.resolve("n", "e", keys).size());
                found.add(store.inTheirOrder("n", "e", keys, new RunId("r2")).size());
                found.add(store.ofRows(RUN, "n", "e", "t", keys).size());
                found.add(recorded.sourceHashes(RUN, "n", "e", keys).size());
            });
            long byTarget = read(sql, "migration_mappings_by_target", () -> {
                found.add(store.writersOf(RUN, "t", keys).size());
                found.add(recorded.writtenTargets(RUN, "t", keys).size());
            });

            assertEquals(List.of(399, 399, 399, 500, 500, 399), found);
            assertTrue(bySource <= 6 * 500, bySource + " mappings were read");
            assertTrue(byTarget <= 2 * 500, byTarget + " mappings were read");
        }
    }

    @Test
    void whatOtherRunsShareIsLookedForByKey() throws SQLException {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            Sql sql = new Sql(connection, Dialect.POSTGRESQL);
            ReversalStore store = new ReversalStore(sql);
            List<Mapping> page = store.toTakeBack(RUN, "s", "t", null, true, 500);
            database.execute(mappings("r1", 1).replace("SELECT 'r1'", "SELECT 'r9'").replace("100000 + i", String.valueOf(100_000 + ROWS)));

            List<Mapping> sharing = new ArrayList<>();
            long read = read(sql, "migration_mappings_by_source", () -> sharing.addAll(store.sharing(page)));

            assertEquals(List.of("r9"), sharing.stream().map(Mapping::runId).toList());
            assertTrue(read <= 1_000, read + " mappings were read");
        }
    }
}
