package dev.wharf.database.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.Database;
import dev.wharf.database.Extract;
import dev.wharf.database.KeyRange;
import dev.wharf.database.Moving;
import dev.wharf.database.RowCursor;
import dev.wharf.database.SnapshotContract;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.failure.WharfException;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqliteSnapshotTest extends SnapshotContract {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void make() {
        file = SqliteFiles.make(
                folder.resolve("source.db"), "PRAGMA journal_mode = WAL", "CREATE TABLE words (word TEXT, no INTEGER, note TEXT)");
    }

    @Override
    protected Database source() {
        return new SqliteDatabase(SqliteFiles.spec("source", file));
    }

    @Override
    protected void execute(String sql) {
        SqliteFiles.make(file, sql);
    }

    @Override
    protected Column text(String name) {
        return Moving.column(name, "TEXT", TypeKind.TEXT);
    }

    @Override
    protected Column integer(String name) {
        return Moving.column(name, "INTEGER", TypeKind.INTEGER);
    }

    private static final Table MIXED = Moving.table("mixed", List.of("k"), List.of(
            Moving.column("k", "", TypeKind.OTHER), Moving.column("v", "INTEGER", TypeKind.INTEGER)));

    @ParameterizedTest
    @CsvSource({"WAL, false", "DELETE, true", "TRUNCATE, true"})
    void holdsWritersBackInEveryJournalModeButWal(String mode, boolean holds) throws SQLException {
        Path other = SqliteFiles.make(folder.resolve("other.db"), "PRAGMA journal_mode = " + mode, "CREATE TABLE words (word TEXT)");
        try (Database source = new SqliteDatabase(SqliteFiles.spec("other", other));
                SourceSnapshot snapshot = source.openSnapshot();
                Connection writer = SqliteFiles.connect(other);
                Statement statement = writer.createStatement()) {
            assertEquals(holds, snapshot.holdsWritersBack());
            statement.execute("PRAGMA busy_timeout = 0");
            if (holds) {
                assertThrows(SQLException.class, () -> statement.execute("INSERT INTO words VALUES ('a')"));
            } else {
                statement.execute("INSERT INTO words VALUES ('a')");
            }
        }
    }

    @Test
    void keysOfEveryStorageClassKeepTheirPlaceInTheOrder() {
        execute("CREATE TABLE mixed (k, v INTEGER)");
        execute("INSERT INTO mixed VALUES (2, 1), (1.5, 'abc'), ('2', 2.5), (x'32', x'00'), ('a''b', NULL), (9007199254740993, 1),"
                + " (0.1, 1), (0.30000000000000004, 1)");
        Extract extract = Moving.extract(source(), MIXED);
        List<String> keys = new ArrayList<>();
        try (SourceSnapshot snapshot = source().openSnapshot(); SourceReader reader = snapshot.openReader()) {
            for (KeyRange range : snapshot.cut(extract, 1)) {
                try (RowCursor cursor = reader.read(extract, Moving.all(extract), range)) {
                    RowChunk chunk = cursor.next();
                    assertEquals(1, chunk.rows());
                    keys.add((char) chunk.bytes()[6] + String.valueOf(
                            Moving.texts(List.of(chunk), List.of(ValueType.DYNAMIC, ValueType.DYNAMIC)).getFirst()));
                }
            }
        }
        assertEquals(
                List.of("r[0.1, 1]", "r[0.30000000000000004, 1]", "r[1.5, abc]", "i[2, 1]", "i[9007199254740993, 1]", "t[2, 2.5]",
                        "t[a'b, null]", "b[\\x32, \\x00]"),
                keys);
    }

    @Test
    void textThatIsNotUtf8IsRefusedNotRepaired() {
        execute("CREATE TABLE mixed (k, v INTEGER)");
        execute("INSERT INTO mixed VALUES (1, 'fine \uFFFD'), (2, CAST(x'61ff' AS TEXT))");
        WharfException refused = assertThrows(
                WharfException.class,
                () -> Moving.read(source(), Moving.extract(source(), MIXED), Moving.all(Moving.extract(source(), MIXED))));
        assertEquals("text-not-utf8", refused.code());
        assertEquals("the column v of the row 2 holds text that is not valid UTF-8", refused.text());
    }

    @Test
    void aFileInUtf16GivesTheSameTexts() {
        Path other = SqliteFiles.make(folder.resolve("utf16.db"), "PRAGMA encoding = 'UTF-16le'", "CREATE TABLE mixed (k, v INTEGER)",
                "INSERT INTO mixed VALUES ('été 🚲', 'x'), ('', 7)");
        Database source = new SqliteDatabase(SqliteFiles.spec("source", other));
        Extract extract = Moving.extract(source, MIXED);
        assertEquals(
                List.of(List.of("", "7"), List.of("été 🚲", "x")),
                Moving.texts(Moving.read(source, extract, Moving.all(extract)), List.of(ValueType.DYNAMIC, ValueType.DYNAMIC)));
    }
}
