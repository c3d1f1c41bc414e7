package dev.wharf.database;

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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** A program that prints how many rows a second each way of moving them makes. It asserts nothing. */
public final class RowsRate {

    private static final int ROWS = Integer.getInteger("rows", 200_000);

    private RowsRate() {}

    private static final Table LARGE = Moving.table("items", List.of("id"), List.of(
            Moving.column("id", "bigint", TypeKind.BIGINT),
            Moving.column("part", "integer", TypeKind.INTEGER),
            Moving.column("price", new ColumnType("numeric(12,2)", TypeKind.DECIMAL, null, 12, 2, List.of())),
            Moving.column("day", "date", TypeKind.DATE),
            Moving.column("flag", new ColumnType("character(1)", TypeKind.CHAR, 1, null, null, List.of())),
            Moving.column("note", new ColumnType("character varying(120)", TypeKind.TEXT, 120, null, null, List.of())),
            Moving.column("at", "timestamp without time zone", TypeKind.TIMESTAMP)));

    private static final Table LITE = Moving.table("items", List.of("id"), List.of(
            Moving.column("id", "INTEGER", TypeKind.BIGINT),
            Moving.column("part", "INTEGER", TypeKind.INTEGER),
            Moving.column("price", "DECIMAL(12,2)", TypeKind.DECIMAL),
            Moving.column("day", "DATE", TypeKind.DATE),
            Moving.column("flag", "CHAR(1)", TypeKind.CHAR),
            Moving.column("note", "VARCHAR(120)", TypeKind.TEXT),
            Moving.column("at", "DATETIME", TypeKind.TIMESTAMP)));

    public static void main(String[] arguments) throws Exception {
        PostgresTestDatabase from = PostgresServer.newest().freshDatabase();
        from.execute(create() + "; INSERT INTO items SELECT i, i % 1000, i / 100.0, date '2000-01-01' + i % 9000, 'A',"
                + " repeat('note ', 20) || i, timestamp '2026-01-01' + i * interval '1 second' FROM generate_series(1, " + ROWS
                + ") i; ANALYZE items");
        Database source = new PostgresDatabase(from.source("from"));
        Path file = Files.createTempDirectory("rows-rate").resolve("items.db");
        SqliteFiles.make(file, liteTable());
        for (int round = 0; round < 3; round++) {
            System.out.println("round " + (round + 1));
            rate("cut a PostgreSQL table into ranges of 20000", () -> {
                try (SourceSnapshot snapshot = source.openSnapshot()) {
                    return snapshot.cut(Moving.extract(source, LARGE), 20_000).stream().mapToLong(KeyRange::rows).sum();
                }
            });
            rate("read PostgreSQL", () -> rows(Moving.read(
                    source, Moving.extract(source, LARGE), Moving.all(Moving.extract(source, LARGE)))));
            for (WriteMode mode : WriteMode.values()) {
                PostgresTestDatabase to = PostgresServer.newest().freshDatabase();
                to.execute(create());
                Database target = new PostgresDatabase(to.target("to"));
                rate("PostgreSQL to PostgreSQL, " + mode.word(), () -> Moving.move(source, LARGE, target, LARGE, mode).outcomes().size());
            }
            takeBack(source);
            Path copy = file.resolveSibling("copy" + round + ".db");
            SqliteFiles.make(copy, liteTable());
            Database lite = new SqliteDatabase(SqliteFiles.spec("lite", copy));
            rate("PostgreSQL to SQLite", () -> Moving.move(source, LARGE, lite, LITE, WriteMode.INSERT).outcomes().size());
            rate("read SQLite", () -> rows(Moving.read(
                    lite, Moving.extract(lite, LITE), Moving.all(Moving.extract(lite, LITE)))));
            PostgresTestDatabase to = PostgresServer.newest().freshDatabase();
            to.execute(create());
            Database target = new PostgresDatabase(to.target("to"));
            rate("SQLite to PostgreSQL", () -> Moving.move(lite, LITE, target, LARGE, WriteMode.INSERT).outcomes().size());
        }
    }

    private static void takeBack(Database source) {
        PostgresTestDatabase to = PostgresServer.newest().freshDatabase();
        to.execute(create());
        Database target = new PostgresDatabase(to.target("to"));
        Moving.Moved moved = Moving.move(source, LARGE, target, LARGE, WriteMode.INSERT);
        rate("take back from PostgreSQL, 5000 at once", () -> {
            try (TargetSession session = target.openTarget()) {
                session.begin();
                long removed = 0;
                for (int i = 1; i <= ROWS; i += 5000) {
                    List<WrittenRow> rows = new ArrayList<>();
                    for (int id = i; id < Math.min(i + 5000, ROWS + 1); id++) {
                        rows.add(new WrittenRow(List.of(Integer.toString(id)), List.of(moved.transaction()), null, null));
                    }
                    removed += session.takeBack(LARGE, List.of("id"), rows).stream()
                            .filter(o -> o.kind() == TakeBackOutcome.Kind.REMOVED)
                            .count();
                }
                session.commit();
                return removed;
            }
        });
    }

    private static String create() {
        return "CREATE TABLE items (" + columns(LARGE, "id") + ")";
    }

    private static String liteTable() {
        return "CREATE TABLE items (" + columns(LITE, "id") + ")";
    }

    private static String columns(Table table, String key) {
        List<String> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(column.name() + " " + column.type().sqlName() + (column.name().equals(key) ? " PRIMARY KEY" : ""));
        }
        return String.join(", ", columns);
    }

    private static long rows(List<RowChunk> chunks) {
        return chunks.stream().mapToLong(RowChunk::rows).sum();
    }

    private static void rate(String what, LongSupplier work) {
        long start = System.nanoTime();
        long rows = work.getAsLong();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf("  %-45s %,10d rows  %6.2f s  %,10.0f rows/s%n", what, rows, seconds, rows / seconds);
    }
}
