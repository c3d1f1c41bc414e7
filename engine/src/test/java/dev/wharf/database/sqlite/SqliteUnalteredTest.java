package dev.wharf.database.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.ByteSink;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.TargetSession;
import dev.wharf.database.ValueEncoder;
import dev.wharf.database.ValueRefusal;
import dev.wharf.database.WriteBlock;
import dev.wharf.database.WriteMode;
import dev.wharf.database.WriteOutcome;
import dev.wharf.database.WrittenRow;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hash that is recorded for a written row is that of the row that stands in the file, whether it was read back or not. */
class SqliteUnalteredTest {

    private static final int ROWS = 1_500;
    private static final String[] TYPES = {
        "INTEGER", "REAL", "NUMERIC", "DECIMAL(10,2)", "TEXT", "VARCHAR(5)", "BLOB", "", "DATE", "BOOLEAN", "DOUBLE", "ANY",
        "CHARINT", "BLOBREAL", "STRING", "FLOATING POINT", "\" \""
    };
    private static final String[] STRICT_TYPES = {"INTEGER", "INT", "REAL", "TEXT", "BLOB", "ANY"};
    private static final Object[] EDGES = {
        0L, 1L, -1L, Long.MAX_VALUE, Long.MIN_VALUE, 1L << 53, (1L << 53) + 1, 1L << 47, 0.0, -0.0, 1.0, -7.0, 1.5, 0.1, 0x1p53, 0x1p62,
        0x1p63, -0x1p63, Math.nextDown(0x1p63), 1e300, -1e300, 4.9e-324, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, "", " ",
        "é🙂", "\uFEFFx", "\uFFFD", "a\0b", "\0", "12\0", "\0" + "12", "0x10", "1_000", "inf", "nan", "1e", "1e5", "1e400", "2026-01-02", "12:30"
    };
    private static final String DIGITS = "0123456789.+-eE \t\n\013\f\r\0\u00A0x_";

    @TempDir
    Path folder;

    private Path file;
    private SqliteDatabase target;
    private TargetSession session;

    @BeforeEach
    void open() {
        file = folder.resolve("target.db");
        open(file);
    }

    private void open(Path path) {
        file = SqliteFiles.make(path);
        target = new SqliteDatabase(SqliteFiles.spec("target", file));
        session = target.openTarget();
    }

    @AfterEach
    void close() {
        session.close();
    }

    private Table table(String name) {
        return target.survey().tables().stream().filter(t -> t.name().name().equals(name)).findFirst().orElseThrow();
    }

    private String ask(String sql) {
        try (Connection connection = SqliteFiles.connect(file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable Object[] row(@Nullable Object... values) {
        return values;
    }

    private List<WriteOutcome> write(Table table, List<String> columns, List<String> key, WriteMode mode, @Nullable Object[]... rows) {
        List<Column> set = columns.stream().map(c -> table.column(c).orElseThrow()).toList();
        ByteSink out = new ByteSink(1024);
        int[] starts = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            starts[i] = out.size();
            out.int16(set.size());
            for (int c = 0; c < set.size(); c++) {
                byte[] value = encoded(rows[i][c], set.get(c));
                out.int32(value == null ? -1 : value.length);
                out.put(value == null ? new byte[0] : value);
            }
        }
        starts[rows.length] = out.size();
        session.begin();
        try {
            List<WriteOutcome> outcomes =
                    session.write(new WriteBlock(table, set, key, mode, new RowChunk(out.bytes(), starts, rows.length)));
            session.commit();
            return outcomes;
        } catch (DataRefusal | ValueRefusal e) {
            session.rollback();
            throw e;
        }
    }

    private byte @Nullable [] encoded(@Nullable Object value, Column column) {
        if (value == null) {
            return null;
        }
        ValueEncoder encoder = Objects.requireNonNull(target.encoder(ValueType.DYNAMIC, null, column));
        byte[] dynamic = dynamic(value);
        ByteSink out = new ByteSink(64);
        encoder.encode(dynamic, 0, dynamic.length, out);
        return out.toBytes();
    }

    private static byte[] dynamic(Object value) {
        ByteSink out = new ByteSink(64);
        switch (value) {
            case Long number -> {
                out.int8('i');
                out.int64(number);
            }
            case Double number -> {
                out.int8('r');
                out.int64(Double.doubleToRawLongBits(number));
            }
            case String text -> {
                out.int8('t');
                out.utf8(text);
            }
            default -> {
                out.int8('b');
                out.put((byte[]) value);
            }
        }
        return out.toBytes();
    }

    private void stand(Table table, List<String> key, List<List<String>> keys, List<WriteOutcome> outcomes) {
        List<WrittenRow> rows = IntStream.range(0, outcomes.size())
                .mapToObj(i -> new WrittenRow(keys.get(i), List.of(), outcomes.get(i).stored(), null))
                .toList();
        List<Boolean> untouched = session.untouched(table, key, rows);
        assertEquals(
                List.of(),
                IntStream.range(0, rows.size()).filter(i -> !untouched.get(i)).mapToObj(keys::get).toList(),
                "rows whose hash where they stand is another");
    }

    private void writtenByIdStand(Table table, WriteMode mode, @Nullable Object[]... rows) {
        List<String> columns = table.columns().stream()
                .filter(c -> c.generated() != Column.Generated.COMPUTED).map(Column::name).toList();
        List<WriteOutcome> outcomes = write(table, columns, List.of("id"), mode, rows);
        stand(table, List.of("id"), Arrays.stream(rows).map(r -> List.of(String.valueOf(r[0]))).toList(), outcomes);
    }

    /** The value, or NULL where the column refuses it. */
    private @Nullable Object taken(@Nullable Object value, Column column) {
        try {
            encoded(value, column);
            return value;
        } catch (ValueRefusal refusal) {
            return null;
        }
    }

    private static @Nullable Object drawn(Random random) {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> random.nextGaussian() * Math.pow(10, random.nextInt(-20, 25));
            case 3 -> Math.rint(random.nextGaussian() * 1e6);
            case 4, 5 -> {
                StringBuilder text = new StringBuilder();
                for (int i = random.nextInt(7); i >= 0; i--) {
                    text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
                }
                yield text.toString();
            }
            case 6 -> Integer.toString(random.nextInt()).getBytes(StandardCharsets.US_ASCII);
            default -> EDGES[random.nextInt(EDGES.length)];
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "WITHOUT ROWID"})
    void aRowOfAnyValuesInColumnsOfAnyTypeIsHashedAsItStands(String options) {
        List<String> columns = new ArrayList<>(List.of("id INTEGER PRIMARY KEY"));
        for (int i = 0; i < TYPES.length; i++) {
            columns.add("c" + i + " " + TYPES[i]);
        }
        SqliteFiles.make(file, "CREATE TABLE every (" + String.join(", ", columns) + ") " + options);
        Table every = table("every");
        Random random = new Random(options.length());
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            @Nullable Object[] row = new Object[every.columns().size()];
            row[0] = (long) i;
            for (int c = 1; c < row.length; c++) {
                row[c] = taken(i < EDGES.length ? EDGES[i] : drawn(random), every.columns().get(c));
            }
            rows.add(row);
        }
        writtenByIdStand(every, WriteMode.INSERT, rows.toArray(new Object[0][]));
    }

    @Test
    void aRowOfAStrictTableIsHashedAsItStands() {
        List<String> columns = new ArrayList<>(List.of("id INTEGER PRIMARY KEY"));
        for (int i = 0; i < STRICT_TYPES.length; i++) {
            columns.add("c" + i + " " + STRICT_TYPES[i]);
        }
        SqliteFiles.make(file, "PRAGMA synchronous = OFF", "CREATE TABLE every (" + String.join(", ", columns) + ") STRICT");
        Table every = table("every");
        int kept = 0;
        for (int i = 0; i < EDGES.length; i++) {
            for (int c = 1; c <= STRICT_TYPES.length; c++) {
                @Nullable Object[] row = new Object[STRICT_TYPES.length + 1];
                row[0] = (long) i * STRICT_TYPES.length + c;
                row[c] = taken(EDGES[i], every.columns().get(c));
                try {
                    writtenByIdStand(every, WriteMode.INSERT, new @Nullable Object[][] {row});
                    kept++;
                } catch (DataRefusal refusal) {
                    assertEquals("22000", refusal.sqlState());
                }
            }
        }
        assertTrue(kept > EDGES.length * 3, "only " + kept + " rows were taken");
    }

    /** SQLite stops at the NUL, and the rest of the text would be lost. */
    @ParameterizedTest
    @ValueSource(strings = {"12\0", "12\0abc", " 7.5e3 \0 x", "-.5"})
    void textThatWouldBecomeANumberIsRefused(String text) {
        SqliteFiles.make(file, "CREATE TABLE t (id INTEGER PRIMARY KEY, v DATE)");
        Column column = table("t").columns().getLast();
        assertTrue(assertThrows(ValueRefusal.class, () -> encoded(text, column)).rule().contains("turn the text into a number"));
    }

    @Test
    void computedColumnsAreNoPartOfTheHash() {
        SqliteFiles.make(file, "CREATE TABLE t (id INTEGER PRIMARY KEY, a, b AS (a || '!') STORED, c AS (id + 1))");
        writtenByIdStand(table("t"), WriteMode.INSERT, row(1L, "x"), row(2L, null));
    }

    @Test
    void aNumberThatStandsForANullIsPartOfTheHash() {
        SqliteFiles.make(file, "CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, v)");
        List<WriteOutcome> outcomes = write(table("t"), List.of("id", "code", "v"), List.of("code"), WriteMode.INSERT,
                row(null, "a", 1L), row(7L, "b", 2L), row(null, "c", null));
        stand(table("t"), List.of("code"), List.of(List.of("a"), List.of("b"), List.of("c")), outcomes);
    }

    @Test
    void aColumnThatIsNotSetIsPartOfTheHash() {
        SqliteFiles.make(file, "CREATE TABLE t (a, id INTEGER PRIMARY KEY, b TEXT DEFAULT NULL, c AS (id), code TEXT UNIQUE, d DEFAULT (1 + 1))");
        Table t = table("t");
        List<List<String>> keys = List.of(List.of("1"), List.of("2"));
        stand(t, List.of("id"), keys, write(t, List.of("id", "code", "d"), List.of("id"), WriteMode.INSERT, row(1L, "x", 5L), row(2L, null, null)));
        stand(t, List.of("code"), List.of(List.of("y")),
                write(t, List.of("a", "b", "code", "d"), List.of("code"), WriteMode.INSERT, new @Nullable Object[][] {row("a", "b", "y", 1L)}));
        assertEquals("3", ask("SELECT id FROM t WHERE code = 'y'"));
    }

    @Test
    void aDefaultIsPartOfTheHashAndNullReplacesNoNull() {
        SqliteFiles.make(file, "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT NOT NULL ON CONFLICT REPLACE DEFAULT 'd', w DEFAULT 5)");
        Table t = table("t");
        stand(t, List.of("id"), List.of(List.of("1")), write(t, List.of("id", "v"), List.of("id"), WriteMode.INSERT, row(1L, "x")));
        stand(t, List.of("id"), List.of(List.of("2")), write(t, List.of("id", "w"), List.of("id"), WriteMode.INSERT, row(2L, 6L)));
        assertEquals("23502", assertThrows(DataRefusal.class,
                () -> writtenByIdStand(t, WriteMode.INSERT, new @Nullable Object[][] {row(3L, null, 1L)})).sqlState());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "AFTER INSERT ON t | UPDATE t SET v = upper(v) WHERE id = NEW.id",
        "AFTER INSERT ON T | UPDATE t SET v = NEW.id WHERE id = 1",
        "BEFORE INSERT ON t | UPDATE t SET v = 'b' WHERE id = NEW.id - 1"
    })
    void whatATriggerMadeSinceTheSurveyIsPartOfTheHash(String when, String what) {
        SqliteFiles.make(file, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)", "INSERT INTO t VALUES (1, 'a')");
        Table t = table("t");
        SqliteFiles.make(file, "CREATE TRIGGER changes " + when + " BEGIN " + what + "; END");
        writtenByIdStand(t, WriteMode.SKIP_EXISTING, row(1L, "a"), row(2L, "c"), row(3L, "d"));
    }

    @Test
    void anUpdateThatAltersOtherRowsOfItsBlockIsPartOfTheirHashes() {
        SqliteFiles.make(file, "CREATE TABLE t (id INTEGER PRIMARY KEY, code TEXT UNIQUE, up TEXT REFERENCES t(code) ON UPDATE CASCADE)",
                "INSERT INTO t VALUES (9, 'old', NULL), (8, 'x', 'old')");
        writtenByIdStand(table("t"), WriteMode.UPSERT, row(1L, "a", "old"), row(8L, "x", "old"), row(9L, "new", null));
        assertEquals("new", ask("SELECT up FROM t WHERE id = 1"));
    }

    @Test
    void rowsThatAreThereAlreadyAreHashedAsTheyStand() {
        SqliteFiles.make(file, "CREATE TABLE t (id INTEGER PRIMARY KEY, v REAL, w)", "INSERT INTO t VALUES (1, 5, 'other'), (3, NULL, x'00')");
        for (WriteMode mode : List.of(WriteMode.SKIP_EXISTING, WriteMode.UPSERT)) {
            writtenByIdStand(table("t"), mode, row(1L, 5L, "w"), row(2L, 1L, "n"), row(3L, null, new byte[1]));
        }
    }

    @Test
    void aKeyThatIsComparedOtherwiseThanItsIndexDoesIsThatOfSeveralRows() {
        SqliteFiles.make(file, "CREATE TABLE t (code TEXT COLLATE NOCASE, v)", "CREATE UNIQUE INDEX u ON t (code COLLATE BINARY)");
        assertEquals("21000", assertThrows(DataRefusal.class,
                () -> write(table("t"), List.of("code", "v"), List.of("code"), WriteMode.INSERT, row("a", 1L), row("A", 2L))).sqlState());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CREATE INDEX u ON t (code)", "CREATE UNIQUE INDEX u ON t (code) WHERE v > 5", "CREATE UNIQUE INDEX u ON t (code, v)",
        "CREATE UNIQUE INDEX u ON t (code || v)"})
    void aKeyThatNothingKeepsUniqueIsThatOfSeveralRows(String index) {
        SqliteFiles.make(file, "CREATE TABLE t (code TEXT, v)", index, "INSERT INTO t VALUES ('a', 1)");
        assertEquals("21000", assertThrows(DataRefusal.class,
                () -> write(table("t"), List.of("code", "v"), List.of("code"), WriteMode.INSERT, row("a", 2L))).sqlState());
    }

    @Test
    void whatTheFileSaysCountsWhereItSaysSomethingElseThanTheSurvey() {
        SqliteFiles.make(file, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
        Table t = table("t");
        SqliteFiles.make(file, "DROP TABLE t", "CREATE TABLE t (id INTEGER PRIMARY KEY, v TEXT)");
        writtenByIdStand(t, WriteMode.INSERT, new @Nullable Object[][] {row(1L, 7L)});
        assertEquals("text", ask("SELECT typeof(v) FROM t"));
        SqliteFiles.make(file, "DROP TABLE t", "CREATE TABLE t (id INTEGER, v)", "INSERT INTO t VALUES (1, 1)");
        assertEquals("21000", assertThrows(DataRefusal.class,
                () -> write(t, List.of("id", "v"), List.of("id"), WriteMode.INSERT, new @Nullable Object[][] {row(1L, 2L)})).sqlState());
    }

    @Test
    void aRowOfAFileInUtf16IsHashedAsItStands() {
        session.close();
        open(SqliteFiles.make(folder.resolve("wide.db"), "PRAGMA encoding = 'UTF-16le'", "CREATE TABLE t (id INTEGER PRIMARY KEY, v)"));
        writtenByIdStand(table("t"), WriteMode.INSERT, row(1L, "é🙂"), row(2L, "a\0b"), row(3L, ""), row(4L, "\uFEFFx"));
        assertEquals("UTF-16le", ask("PRAGMA encoding"));
    }

    @Test
    void textThatIsNotUtf8IsNotMadeIntoSomethingElse() {
        SqliteFiles.make(file, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
        Table t = table("t");
        ByteSink out = new ByteSink(64);
        out.int16(2);
        byte[] id = dynamic(1L);
        out.int32(id.length);
        out.put(id);
        out.int32(2);
        out.put(new byte[] {'t', (byte) 0xFF});
        WriteBlock block = new WriteBlock(
                t, t.columns(), List.of("id"), WriteMode.INSERT, new RowChunk(out.bytes(), new int[] {0, out.size()}, 1));
        session.begin();
        assertThrows(ValueRefusal.class, () -> session.write(block));
        session.rollback();
        assertEquals("0", ask("SELECT count(*) FROM t"));
    }

    @Test
    void aRowThatWasEditedSinceHashesOtherwise() {
        SqliteFiles.make(file, "CREATE TABLE t (id INTEGER PRIMARY KEY, v)");
        Table t = table("t");
        WriteOutcome outcome = write(t, List.of("id", "v"), List.of("id"), WriteMode.INSERT, new @Nullable Object[][] {row(1L, "7")}).getFirst();
        List<WrittenRow> rows = List.of(new WrittenRow(List.of("1"), List.of(), outcome.stored(), null));
        SqliteFiles.make(file, "UPDATE t SET v = 7");
        assertEquals(List.of(false), session.untouched(t, List.of("id"), rows));
        SqliteFiles.make(file, "UPDATE t SET v = '7'");
        assertEquals(List.of(true), session.untouched(t, List.of("id"), rows));
    }
}
