package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.audit.PackedMappings;
import dev.wharf.audit.RunId;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Dialect;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.examples.Product;
import dev.wharf.verify.Verifier;
import dev.wharf.verify.VerifyReport;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Verifications of packed mappings beside others' work, and by roles that may do little. */
class PackedVerificationTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void begin() {
        bench = PackedItems.on(new Bench(folder, Product.POSTGRESQL, Product.POSTGRESQL)
                .batchRows(10)
                .source("CREATE TABLE items (id BIGINT PRIMARY KEY, name TEXT)")
                .source("INSERT INTO items SELECT i, 'item ' || i FROM generate_series(1, 100) i"));
    }

    @AfterEach
    void end() {
        bench.close();
    }

    private VerifyReport verify(String run, Runnable beforeTheSourceIsRead) throws Exception {
        PackedItems.recordPlan(bench);
        try (Database source = Databases.open(bench.workspace().connection("source"));
                Database target = Databases.open(bench.workspace().connection("target"))) {
            return new Verifier(before("openReader", Database.class, source, beforeTheSourceIsRead), target)
                    .verify(new RunId(run));
        }
    }

    /** The same thing, that does something before a method of it or of its snapshots is called. */
    private static <T> T before(String called, Class<T> type, T thing, Runnable work) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, values) -> {
            if (method.getName().equals(called)) {
                work.run();
            }
            try {
                Object result = method.invoke(thing, values);
                return result instanceof SourceSnapshot snapshot
                        ? before(called, SourceSnapshot.class, snapshot, work)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    private void unpack() {
        try (Connection connection = bench.connect("target")) {
            PackedMappings packed = new PackedMappings(new Sql(connection, Dialect.POSTGRESQL));
            packed.unpackSome(new PackedMappings.Which.OfRun(new RunId("r1")), packed.newest());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatAnotherRunUnpacksMeanwhileIsCountedOnce() throws Exception {
        bench.apply("r1");

        VerifyReport report = verify("r1", this::unpack);

        assertTrue(report.ok(), report.toString());
        assertEquals(List.of("100"), bench.rows("SELECT count(*) FROM @migration_mapping_rows"));
        assertTrue(report.toString().contains("actual=100 rows as read, ok"), report.toString());
    }

    @Test
    void aLockOnTheRunsProgressEndsNoVerification() throws Exception {
        bench.apply("r1");
        bench.target("CREATE FUNCTION wait() RETURNS trigger LANGUAGE plpgsql AS"
                + " 'BEGIN RAISE EXCEPTION USING ERRCODE = ''lock_not_available''; END'")
                .target("CREATE TRIGGER wait BEFORE UPDATE ON wharf.migration_control FOR EACH ROW EXECUTE FUNCTION wait()");

        VerifyReport report = verify("r1", () -> {});

        assertTrue(report.ok(), report.toString());
    }

    @Test
    void aRowThatALaterRunWroteAgainIsNoDifference() throws Exception {
        bench.apply("r1");
        PackedItems.recordPlan(bench);
        bench.source("UPDATE items SET name = 'other' WHERE id = 7").target("DELETE FROM items WHERE code = 1009");
        assertEquals(100, bench.apply("r2").counts().unchanged());
        bench.edit("plan.yaml", "mode: insert", "mode: upsert");
        bench.apply("r3");
        bench.target("UPDATE items SET name = 'edited' WHERE code = 1008");

        VerifyReport report = verify("r1", () -> {});

        assertTrue(report.toString().contains("1 written again by a later run, 1 changed (1008)"), report.toString());
    }

    @Test
    void aPackedRowThatLeadsNowhereIsFound() throws Exception {
        bench.target("CREATE TABLE names (name TEXT PRIMARY KEY)")
                .target("INSERT INTO names SELECT 'item ' || i FROM generate_series(1, 100) i")
                .target("ALTER TABLE items ADD FOREIGN KEY (name) REFERENCES names");
        bench.apply("r1");
        bench.target("ALTER TABLE items DROP CONSTRAINT items_name_fkey")
                .target("DELETE FROM names WHERE name = 'item 7'")
                .target("INSERT INTO items VALUES (5000, 'of others')")
                .target("ALTER TABLE items ADD FOREIGN KEY (name) REFERENCES names NOT VALID");

        VerifyReport report = verify("r1", () -> {});

        assertTrue(report.toString().contains("actual=1 row leads nowhere"), report.toString());
        assertEquals(List.of("0"), bench.rows("SELECT count(*) FROM @migration_mapping_rows"));
    }

    @Test
    void aRoleThatMayOnlyReadIsToldWhatIsNotCompared() throws Exception {
        bench.file("items.sql", "SELECT id + 0 AS id, name FROM items");
        bench.apply("r1");
        String reader = bench.server("target").reader();
        bench.target("GRANT USAGE ON SCHEMA wharf TO " + reader)
                .target("GRANT SELECT ON ALL TABLES IN SCHEMA wharf, public TO " + reader)
                .targetRole(reader);

        VerifyReport report = verify("r1", () -> {
            throw new AssertionError("the source is read");
        });

        assertTrue(report.ok(), report.toString());
        assertTrue(report.toString().contains("not compared: no index answers the extract's ranges"), report.toString());
        assertEquals(List.of("0"), bench.rows("SELECT count(*) FROM @migration_mapping_rows"));
        bench.targetRole(bench.server("target").owner());
        assertTrue(verify("r1", () -> {}).toString().contains("actual=100 rows as read, ok"));
    }
}
