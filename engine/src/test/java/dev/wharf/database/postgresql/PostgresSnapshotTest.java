package dev.wharf.database.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.Database;
import dev.wharf.database.Extract;
import dev.wharf.database.KeyRange;
import dev.wharf.database.Moving;
import dev.wharf.database.SnapshotContract;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresSnapshotTest extends SnapshotContract {

    private final PostgresTestDatabase database = PostgresServer.newest().freshDatabase();

    @BeforeEach
    void make() {
        database.execute("CREATE TABLE words (word text, no integer, note text)");
    }

    @Override
    protected Database source() {
        return new PostgresDatabase(database.source("source"));
    }

    @Override
    protected void execute(String sql) {
        database.execute(sql);
    }

    @Override
    protected Column text(String name) {
        return Moving.column(name, "text", TypeKind.TEXT);
    }

    @Override
    protected Column integer(String name) {
        return Moving.column(name, "integer", TypeKind.INTEGER);
    }

    /** The bound's literal must be the value again, also where a text is not obviously of the type. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "double precision | DOUBLE | '-Infinity', 0.1, 0.30000000000000004, 'NaN'",
        "timestamp with time zone | TIMESTAMPTZ | '0044-03-15 BC', '2026-03-29 02:30+01', 'infinity'",
        "uuid | UUID | '00000000-0000-0000-0000-000000000001', 'ffffffff-0000-0000-0000-000000000001'",
        "bytea | BYTES | '', '\\x5c27', '\\xff'",
        "character(4) | CHAR | 'a', 'a b', 'b'",
        "interval | OTHER | '-1 day', '1 month 2 days', '1 year'",
        "mood | ENUM | 'z', 'a', 'm'"
    })
    void keysOfEveryTypeCutTheirTable(String type, TypeKind kind, String values) {
        database.execute("CREATE TYPE mood AS ENUM ('z', 'm', 'a')");
        database.execute("CREATE TABLE keyed (k " + type + ")");
        for (String value : values.split(", ")) {
            database.execute("INSERT INTO keyed VALUES (" + value + ")");
        }
        Table keyed = Moving.table("keyed", List.of("k"), List.of(Moving.column("k", type, kind)));
        Database source = source();
        Extract extract = Moving.extract(source, keyed);
        try (SourceSnapshot snapshot = source.openSnapshot(); var reader = snapshot.openReader()) {
            List<KeyRange> ranges = snapshot.cut(extract, 1);
            assertEquals(values.split(", ").length, ranges.size());
            for (KeyRange range : ranges) {
                try (var cursor = reader.read(extract, Moving.all(extract), range)) {
                    assertEquals(1, cursor.next().rows());
                    assertEquals(null, cursor.next());
                }
            }
        }
    }

    @Test
    void theSnapshotSaysWhenItWasTakenByTheServersClock() {
        try (SourceSnapshot snapshot = source().openSnapshot()) {
            assertEquals(true, Duration.between(snapshot.takenAt(), Instant.now()).abs().compareTo(Duration.ofMinutes(1)) < 0);
            assertEquals(false, snapshot.id().isEmpty());
        }
    }
}
