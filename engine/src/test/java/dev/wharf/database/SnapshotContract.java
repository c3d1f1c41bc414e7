package dev.wharf.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every source promises about its snapshots, whichever product it is. */
public abstract class SnapshotContract {

    private static final int ROWS = 1003;

    /** A database with the table words (word text, no integer, note text), keyed by word and no, without a constraint. */
    protected abstract Database source();

    /** Runs SQL on it, in a session of its own. */
    protected abstract void execute(String sql);

    protected abstract Column text(String name);

    protected abstract Column integer(String name);

    private Table words() {
        return Moving.table("words", List.of("word", "no"), List.of(text("word"), integer("no"), text("note")));
    }

    private Extract extract(String sql) {
        Extract whole = Moving.extract(source(), words());
        return new Extract(sql, whole.columns(), whole.key());
    }

    private Extract everything() {
        return extract("SELECT * FROM words -- as they are");
    }

    private void fill() {
        StringBuilder sql = new StringBuilder("INSERT INTO words VALUES ");
        for (int i = 0; i < ROWS; i++) {
            sql.append(i == 0 ? "" : ", ").append("('it''s \"").append(i * 7919 % 10).append("\\', ").append(i).append(", 'note ")
                    .append(i).append("')");
        }
        execute(sql.toString());
    }

    private static List<List<@Nullable String>> drain(RowCursor cursor, List<ReadColumn> columns) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (RowChunk chunk = cursor.next(); chunk != null; chunk = cursor.next()) {
            assertTrue(chunk.rows() > 0);
            rows.addAll(Moving.texts(List.of(chunk), columns.stream().map(ReadColumn::layout).toList()));
        }
        assertNull(cursor.next());
        return rows;
    }

    private static List<List<@Nullable String>> read(SourceReader reader, Extract extract, KeyRange range) {
        List<ReadColumn> columns = Moving.all(extract);
        try (RowCursor cursor = reader.read(extract, columns, range)) {
            return drain(cursor, columns);
        }
    }

    @Test
    void aQueryThatMayTakeOnlySoLongEndsAndLeavesTheSnapshotAsItWas() {
        fill();
        String slow = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT sum(i) FROM n";
        try (SourceSnapshot snapshot = source().openSnapshot()) {
            WharfException ended =
                    assertThrows(WharfException.class, () -> snapshot.query(slow.replace("300000", "1000000000"), 1, Duration.ofMillis(5)));

            assertEquals("database-timeout", ended.code());
            assertEquals(List.of(List.of("45000150000")), snapshot.query(slow, 1));
            assertEquals("1", snapshot.query("SELECT 1", 1, Duration.ofMinutes(1)).getFirst().getFirst());
            execute("DELETE FROM words");
            assertEquals(ROWS, snapshot.count(everything()));
        }
    }

    @Test
    void rangesHoldEveryRowOnceInTheOrderOfTheKey() {
        fill();
        try (SourceSnapshot snapshot = source().openSnapshot(); SourceReader reader = snapshot.openReader()) {
            assertEquals(ROWS, snapshot.count(everything()));
            List<KeyRange> ranges = snapshot.cut(everything(), 100);
            assertEquals(11, ranges.size());
            assertEquals(ROWS, ranges.stream().mapToLong(KeyRange::rows).sum());
            List<List<@Nullable String>> all = new ArrayList<>();
            for (KeyRange range : ranges) {
                List<List<@Nullable String>> rows = read(reader, everything(), range);
                assertEquals(range.rows(), rows.size());
                all.addAll(rows);
            }
            assertEquals(read(reader, everything(), KeyRange.EVERYTHING), all);
            assertEquals(ROWS, all.stream().distinct().count());
        }
    }

    @Test
    void anEmptyExtractHasNoRanges() {
        try (SourceSnapshot snapshot = source().openSnapshot(); SourceReader reader = snapshot.openReader()) {
            assertEquals(List.of(), snapshot.cut(everything(), 10));
            assertEquals(0, snapshot.count(everything()));
            assertEquals(List.of(), read(reader, everything(), KeyRange.EVERYTHING));
        }
    }

    @Test
    void rowsOfOneRangeNeedNoRoundNumber() {
        execute("INSERT INTO words VALUES ('a', 1, NULL), ('b', 1, ''), ('c', 1, 'x')");
        try (SourceSnapshot snapshot = source().openSnapshot()) {
            assertEquals(List.of(3L), snapshot.cut(everything(), 3).stream().map(KeyRange::rows).toList());
            assertEquals(List.of(2L, 1L), snapshot.cut(everything(), 2).stream().map(KeyRange::rows).toList());
        }
    }

    @Test
    void aKeyThatIsNullIsRefusedWithHowManyThereAre() {
        execute("INSERT INTO words VALUES ('a', 1, 'x'), ('b', NULL, 'y'), ('c', NULL, 'z')");
        try (SourceSnapshot snapshot = source().openSnapshot()) {
            WharfException refused = assertThrows(WharfException.class, () -> snapshot.cut(everything(), 10));
            assertEquals(Kind.DATA, refused.kind());
            assertEquals("key-null", refused.code());
            assertEquals("the key's column no is NULL in 2 rows of the extract; every row needs a key of its own", refused.text());
            assertEquals(3, snapshot.count(everything()));
        }
    }

    @Test
    void aKeyThatOccursTwiceIsRefusedByItsValue() {
        execute("INSERT INTO words VALUES ('a', 1, 'x'), ('b', 2, 'y'), ('b', 2, 'z')");
        try (SourceSnapshot snapshot = source().openSnapshot()) {
            WharfException refused = assertThrows(WharfException.class, () -> snapshot.cut(everything(), 10));
            assertEquals("key-not-unique", refused.code());
            assertEquals("the key (word, no) is not unique in the extract: (b, 2) occurs more than once", refused.text());
        }
    }

    @Test
    void whatIsWrittenLaterIsNotSeen() {
        fill();
        try (SourceSnapshot snapshot = source().openSnapshot()) {
            execute("DELETE FROM words WHERE no < 500");
            execute("UPDATE words SET note = 'changed'");
            try (SourceReader reader = snapshot.openReader()) {
                assertEquals(ROWS, snapshot.count(everything()));
                assertEquals("note 7", read(reader, extract("SELECT * FROM words WHERE no = 7"), KeyRange.EVERYTHING)
                        .getFirst().get(2));
            }
        }
    }

    @Test
    void aCursorMayBeClosedEarlyAndAFailedQueryForgotten() {
        fill();
        execute("UPDATE words SET note = 'x" + "y".repeat(2000) + "'");
        try (SourceSnapshot snapshot = source().openSnapshot(); SourceReader reader = snapshot.openReader()) {
            try (RowCursor cursor = reader.read(everything(), Moving.all(everything()), KeyRange.EVERYTHING)) {
                RowChunk first = cursor.next();
                assertTrue(first != null && first.rows() < ROWS);
            }
            assertThrows(WharfException.class, () -> snapshot.query("SELECT * FROM nowhere", 1));
            assertThrows(RuntimeException.class, () -> read(reader, extract("SELECT * FROM nowhere"), KeyRange.EVERYTHING));
            assertEquals(ROWS, read(reader, everything(), KeyRange.EVERYTHING).size());
            assertEquals(List.of(List.of("1", "x")), snapshot.query("SELECT 1, 'x' UNION ALL SELECT 2, 'y'", 1));
        }
    }

    @Test
    void rowsAreFoundByTheTextsOfTheirColumns() {
        fill();
        Extract extract = everything();
        List<ReadColumn> note = List.of(new ReadColumn(extract.columns().get(2), false));
        try (SourceSnapshot snapshot = source().openSnapshot(); SourceReader reader = snapshot.openReader()) {
            try (RowCursor found = reader.find(extract, note, List.of("no"), List.of(List.of("8"), List.of("3"), List.of("-1")))) {
                assertEquals(2, drain(found, note).size());
            }
            List<List<String>> keys = List.of(List.of("it's \"" + 3 * 7919 % 10 + "\\", "3"), List.of("it's \"0\\", "3"));
            try (RowCursor found = reader.find(extract, note, extract.key(), keys)) {
                assertEquals(List.of(List.of("note 3")), drain(found, note));
            }
            try (RowCursor found = reader.find(extract, note, extract.key(), List.of())) {
                assertEquals(List.of(), drain(found, note));
            }
        }
    }

    @Test
    void aWideRowIsAChunkOfItsOwnAndTooWideAOneIsRefused() {
        execute("INSERT INTO words VALUES ('a', 1, 'x'), ('b', 2, '" + "w".repeat(300_000) + "'), ('c', 3, 'y')");
        execute("UPDATE words SET note = " + "note || ".repeat(9) + "note WHERE no = 2");
        try (SourceSnapshot snapshot = source().openSnapshot(); SourceReader reader = snapshot.openReader()) {
            List<List<@Nullable String>> rows = read(reader, everything(), KeyRange.EVERYTHING);
            assertEquals(List.of(1, 3_000_000, 1), rows.stream().map(r -> String.valueOf(r.get(2)).length()).toList());
            Extract huge = extract(
                    "SELECT word, no, replace(note, 'w', 'wwwwwwwwwwwwwwwwwwwwwwww') AS note FROM words WHERE no = 2");
            WharfException refused =
                    assertThrows(WharfException.class, () -> read(reader, huge, KeyRange.EVERYTHING));
            assertEquals("row-too-large", refused.code());
            assertEquals("the row with the key [\"b\",\"2\"] has 68 MiB; a row has at most 64 MiB", refused.text());
            assertEquals(3, read(reader, everything(), KeyRange.EVERYTHING).size());
        }
    }

    @Test
    void columnsComeInTheOrderAskedForAndAsTextWhereAsked() {
        execute("INSERT INTO words VALUES ('a', 1, 'x')");
        Extract extract = everything();
        List<ReadColumn> columns =
                List.of(new ReadColumn(extract.columns().get(2), false), new ReadColumn(extract.columns().get(1), true));
        try (SourceSnapshot snapshot = source().openSnapshot();
                SourceReader reader = snapshot.openReader();
                RowCursor cursor = reader.read(extract, columns, KeyRange.EVERYTHING)) {
            assertEquals(List.of(List.of("x", "1")), drain(cursor, columns));
        }
        assertTrue(columns.get(1).layout() == ValueType.TEXT || columns.get(1).layout() == ValueType.DYNAMIC);
    }
}
