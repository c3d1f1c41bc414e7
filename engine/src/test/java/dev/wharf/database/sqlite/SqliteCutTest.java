package dev.wharf.database.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.Extract;
import dev.wharf.database.ExtractColumn;
import dev.wharf.failure.WharfException;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.wire.ValueType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of numbers are cut here as SQLite's window functions would cut them. */
class SqliteCutTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void make() {
        file = SqliteFiles.make(folder.resolve("source.db"), "CREATE TABLE t (a INTEGER, b BIGINT)");
    }

    private static Extract extract(String... key) {
        ColumnType whole = ColumnType.of("INTEGER", TypeKind.INTEGER);
        List<ExtractColumn> columns = List.of(
                new ExtractColumn("a", whole, ValueType.DYNAMIC), new ExtractColumn("b", whole, ValueType.DYNAMIC));
        return new Extract("SELECT * FROM t", columns, List.of(key));
    }

    private SqliteCut cut(Connection connection, int rows, String... key) {
        return new SqliteCut(connection, extract(key), rows);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 200})
    void numbersAreCutAsTheWindowFunctionsCutThem(int count) throws SQLException {
        Random random = new Random(count);
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String one = random.nextBoolean() ? Integer.toString(i / 3) : i / 3 + 0.25 + "";
            rows.add("(" + (i % 3 == 0 ? "9e18 + " : i % 3 == 1 ? "-9e18 * " : "") + one + ", " + (random.nextLong() >> random.nextInt(64)) + i + 0.5 + ")");
        }
        if (count > 0) {
            SqliteFiles.make(file, "INSERT OR IGNORE INTO t VALUES " + String.join(", ", rows), "INSERT INTO t VALUES"
                    + " (9223372036854775807, 1), (-9223372036854775808, 1), (-9223372036854775809.0, 2), (9007199254740993, 1),"
                    + " (9007199254740992.0, 2), (9e999, 1), (-9e999, 1)");
        }
        try (Connection connection = SqliteFiles.connect(file)) {
            for (int size : new int[] {1, 2, 3, 100, 1000}) {
                assertEquals(cut(connection, size, "a", "b").ofAny(), cut(connection, size, "a", "b").ofNumbers());
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "(1, 1), (1, 2) | a | key-not-unique",
        "(1, 1.5), (2, 0), (2, 0.0) | a,b | key-not-unique",
        "(2, -0.0), (2, 0) | a,b | key-not-unique",
        "(1, 1), (NULL, 2), (NULL, 3) | a | key-null",
        "(1, NULL), (1, 2) | a,b | key-null"
    })
    void keysThatTellNoRowsApartAreRefusedInTheSameWords(String rows, String key, String code) throws SQLException {
        // Without affinity, both storage classes stay.
        SqliteFiles.make(file, "DROP TABLE t", "CREATE TABLE t (a, b)", "INSERT INTO t VALUES " + rows);
        try (Connection connection = SqliteFiles.connect(file)) {
            SqliteCut cut = cut(connection, 10, key.split(","));
            WharfException refused = assertThrows(WharfException.class, cut::ofNumbers);
            assertEquals(code, refused.code());
            assertEquals(assertThrows(WharfException.class, cut::ofAny).text(), refused.text());
        }
    }

    @Test
    void whereSomethingElseStandsAmongTheNumbersTheWindowFunctionsCut() throws SQLException {
        SqliteFiles.make(file, "INSERT INTO t VALUES (1, 1), (2, 1), ('x', 1), (x'00', 1)");
        try (Connection connection = SqliteFiles.connect(file)) {
            assertNull(cut(connection, 3, "a").ofNumbers());
            assertEquals(cut(connection, 3, "a").ofAny(), cut(connection, 3, "a").ranges());
            assertNotNull(cut(connection, 3, "b", "a").ranges());
        }
        SqliteFiles.make(file, "UPDATE t SET a = CAST(x'ff' AS TEXT) WHERE a = 'x'");
        try (Connection connection = SqliteFiles.connect(file)) {
            assertNull(cut(connection, 3, "a").ofNumbers());
        }
    }
}
