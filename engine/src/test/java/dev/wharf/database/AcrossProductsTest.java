package dev.wharf.database;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.postgresql.PostgresDatabase;
import dev.wharf.database.sqlite.SqliteDatabase;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table that both products can hold goes from one to the other and back; what one cannot hold is refused on the way. */
class AcrossProductsTest {

    private static final Table LITE = Moving.table("orders", List.of("id"), List.of(
            Moving.column("id", "INTEGER", TypeKind.BIGINT),
            Moving.column("ref", "UUID", TypeKind.UUID),
            Moving.column("name", "VARCHAR(20)", TypeKind.TEXT),
            Moving.column("price", "DECIMAL(10,2)", TypeKind.DECIMAL),
            Moving.column("weight", "REAL", TypeKind.DOUBLE),
            Moving.column("paid", "BOOLEAN", TypeKind.BOOLEAN),
            Moving.column("day", "DATE", TypeKind.DATE),
            Moving.column("at", "DATETIME", TypeKind.TIMESTAMP),
            Moving.column("seen", "DATETIME", TypeKind.TIMESTAMPTZ),
            Moving.column("opens", "TIME", TypeKind.TIME),
            Moving.column("extra", "JSON", TypeKind.JSON),
            Moving.column("blob", "BLOB", TypeKind.BYTES)));

    private static final Table LARGE = Moving.table("orders", List.of("id"), List.of(
            Moving.column("id", "bigint", TypeKind.BIGINT),
            Moving.column("ref", "uuid", TypeKind.UUID),
            column("name", new ColumnType("character varying(20)", TypeKind.TEXT, 20, null, null, List.of())),
            column("price", new ColumnType("numeric(10,2)", TypeKind.DECIMAL, null, 10, 2, List.of())),
            Moving.column("weight", "double precision", TypeKind.DOUBLE),
            Moving.column("paid", "boolean", TypeKind.BOOLEAN),
            Moving.column("day", "date", TypeKind.DATE),
            Moving.column("at", "timestamp without time zone", TypeKind.TIMESTAMP),
            Moving.column("seen", "timestamp with time zone", TypeKind.TIMESTAMPTZ),
            Moving.column("opens", "time without time zone", TypeKind.TIME),
            Moving.column("extra", "jsonb", TypeKind.JSONB),
            Moving.column("blob", "bytea", TypeKind.BYTES)));

    private static Column column(String name, ColumnType type) {
        return Moving.column(name, type);
    }

    private static final String VALUES = """
            INSERT INTO orders VALUES
            (-9223372036854775807, '123e4567-e89b-12d3-a456-426614174000', 'été 🚲', 23, 0.1, 1, '2026-01-31',
                '2026-01-31 12:00:00.457', '2026-01-31 12:00:00.5+00:00', '12:30:00', '{"a": [1.5, "\\u00e9"]}', x'00ff'),
            (1, NULL, '', 0.1, 1e300, 0, '0001-01-01', '9999-12-31 23:59:59.999999', '0001-01-01 00:00:00+00:00', '23:59:59.000001', 'null', x''),
            (9223372036854775807, NULL, ' ', 99999999.99, 5e-324, NULL, NULL, NULL, NULL, NULL, NULL, NULL)""";

    @TempDir
    Path folder;

    private final PostgresTestDatabase server = PostgresServer.newest().freshDatabase();
    private final PostgresDatabase large = new PostgresDatabase(server.target("large"));
    private final PostgresDatabase largeRead = new PostgresDatabase(server.source("large"));
    private Path file;

    @BeforeEach
    void make() {
        file = lite("first.db");
        server.execute("""
                CREATE TABLE orders (id bigint PRIMARY KEY, ref uuid, name varchar(20), price numeric(10,2), weight float8,
                    paid boolean, day date, at timestamp, seen timestamptz, opens time, extra jsonb, blob bytea)""");
    }

    private Path lite(String name) {
        return SqliteFiles.make(folder.resolve(name), """
                CREATE TABLE orders (id INTEGER PRIMARY KEY, ref UUID, name VARCHAR(20), price DECIMAL(10,2), weight REAL,
                    paid BOOLEAN, day DATE, at DATETIME, seen DATETIME, opens TIME, extra JSON, blob BLOB)""");
    }

    private static SqliteDatabase lite(Path file) {
        return new SqliteDatabase(SqliteFiles.spec("lite", file));
    }

    private static List<List<String>> texts(Database database, Table table) {
        Extract extract = Moving.extract(database, table);
        List<ValueType> layouts = extract.columns().stream().map(ExtractColumn::layout).toList();
        return Moving.texts(Moving.read(database, extract, Moving.all(extract)), layouts);
    }

    @Test
    void aTableGoesFromSqliteToPostgresToSqliteToSqliteWithoutAChange() {
        SqliteFiles.make(file, VALUES);
        Path second = lite("second.db");
        Path third = lite("third.db");

        Moving.Moved first = Moving.move(lite(file), LITE, large, LARGE, WriteMode.INSERT);
        Moving.move(largeRead, LARGE, lite(second), LITE, WriteMode.INSERT);
        Moving.move(lite(second), LITE, lite(third), LITE, WriteMode.INSERT);

        // jsonb has a spelling of its own; the rest is as it was.
        List<List<String>> before = texts(lite(file), LITE);
        List<List<String>> after = texts(lite(third), LITE);
        assertEquals("{\"a\": [1.5, \"é\"]}", after.getFirst().set(10, before.getFirst().get(10)));
        assertEquals(before, after);
        assertHashes(first);
    }

    private void assertHashes(Moving.Moved moved) {
        RowHasher hasher = large.hasher(LARGE.columns());
        RowChunk written = moved.written().getFirst();
        try (TargetSession session = large.openTarget()) {
            List<StoredRow> stored = session.find(LARGE, List.of("id"),
                    List.of(List.of("-9223372036854775807"), List.of("1"), List.of("9223372036854775807")), LARGE.columns());
            for (int i = 0; i < 3; i++) {
                assertArrayEquals(
                        hasher.hash(written.bytes(), written.starts()[i]), hasher.hash(stored.get(i).tuple(), 0));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "name = 'a' || char(0)", "name = 'more than twenty characters'", "price = 0.001", "price = 'free'", "weight = 'NaN'", "paid = 2",
        "day = '31.01.2026'", "day = 20260131", "at = '2026-01-31 12:00:00Z'", "seen = '2026-01-31 12:00:00'", "opens = '25:00'",
        "extra = '{'", "extra = '\"\\u0000\"'", "ref = 'x'", "blob = 'text'", "name = CAST(x'ff' AS TEXT)"
    })
    void whatPostgresCannotHoldIsRefusedBeforeItIsAsked(String poison) {
        SqliteFiles.make(file, VALUES, "UPDATE orders SET " + poison + " WHERE id = 1");
        assertThrows(RuntimeException.class, () -> Moving.move(lite(file), LITE, large, LARGE, WriteMode.INSERT));
        assertEquals(Collections.emptyList(), texts(largeRead, LARGE));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "weight = 'NaN'", "weight = '-0'", "day = 'infinity'", "day = '0044-03-15 BC'", "at = '-infinity'", "seen = '10000-01-01 00:00+00'",
        "opens = '24:00'", "price = 'NaN'"
    })
    void whatSqliteCannotHoldIsRefusedBeforeItIsAsked(String poison) {
        SqliteFiles.make(file, VALUES);
        Moving.move(lite(file), LITE, large, LARGE, WriteMode.INSERT);
        server.execute("UPDATE orders SET " + poison + " WHERE id = 1");
        Path second = lite("second.db");
        assertThrows(ValueRefusal.class, () -> Moving.move(largeRead, LARGE, lite(second), LITE, WriteMode.INSERT));
        assertEquals(Collections.emptyList(), texts(lite(second), LITE));
    }

    @Test
    void nothingOfAColumnIsLostInASecondWriteOfTheSame() {
        SqliteFiles.make(file, VALUES);
        Path second = lite("second.db");
        Moving.move(lite(file), LITE, lite(second), LITE, WriteMode.INSERT);
        List<WriteOutcome.Kind> again = Moving.move(lite(file), LITE, lite(second), LITE, WriteMode.UPSERT).outcomes().stream()
                .map(WriteOutcome::kind).distinct().toList();
        assertEquals(List.of(WriteOutcome.Kind.EXISTING), again);
    }
}
