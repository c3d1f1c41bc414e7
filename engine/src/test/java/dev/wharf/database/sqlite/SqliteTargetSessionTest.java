package dev.wharf.database.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.FillOutcome;
import dev.wharf.database.FillRow;
import dev.wharf.database.Moving;
import dev.wharf.database.StoredRow;
import dev.wharf.database.TakeBackOutcome;
import dev.wharf.database.TargetSession;
import dev.wharf.database.ValueText;
import dev.wharf.database.WriteMode;
import dev.wharf.database.WriteOutcome;
import dev.wharf.database.WrittenRow;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.wire.ValueType;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class SqliteTargetSessionTest {

    private static final Table PEOPLE = Moving.table("people", List.of("id"), List.of(
            new Column("id", ColumnType.of("INTEGER", TypeKind.INTEGER), false, null, Column.Generated.BY_DEFAULT, null),
            Moving.column("name", "TEXT", TypeKind.TEXT),
            Moving.column("boss", "INTEGER", TypeKind.INTEGER)));

    @TempDir
    Path folder;

    private Path file;
    private SqliteDatabase target;
    private TargetSession session;

    @BeforeEach
    void open() {
        file = SqliteFiles.make(
                folder.resolve("target.db"),
                "CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT UNIQUE, boss INTEGER REFERENCES people ON DELETE CASCADE)",
                "CREATE TABLE badges (no INTEGER PRIMARY KEY, owner INTEGER REFERENCES people(id) ON DELETE CASCADE)");
        target = new SqliteDatabase(SqliteFiles.spec("target", file));
        session = target.openTarget();
    }

    @AfterEach
    void close() {
        session.close();
    }

    private void execute(String sql) {
        SqliteFiles.make(file, sql);
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

    private String people() {
        return ask("SELECT group_concat(id || ' ' || name || coalesce(' ' || boss, ''), ', ') FROM people");
    }

    private List<WriteOutcome> write(WriteMode mode, String[]... rows) {
        return session.write(Moving.block(target, PEOPLE, List.of("id", "name", "boss"), mode, rows));
    }

    private static String[] row(String... values) {
        return values;
    }

    private static WrittenRow written(String key, WriteOutcome outcome) {
        return new WrittenRow(List.of(key), List.of(), outcome.stored(), outcome.beforeImage());
    }

    private static List<WriteOutcome.Kind> kinds(List<WriteOutcome> outcomes) {
        return outcomes.stream().map(WriteOutcome::kind).toList();
    }

    @Test
    void onlyASessionThatWritesRowsTakesALargeCache() throws SQLException {
        session.find(PEOPLE, List.of("id"), List.of(List.of("1")), PEOPLE.columns());
        assertEquals(-2000, cache());
        session.begin();
        write(WriteMode.INSERT, row("1", "ann", null));
        session.commit();
        assertEquals(-65536, cache());
    }

    private int cache() throws SQLException {
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery("PRAGMA cache_size")) {
            return row.getInt(1);
        }
    }

    @Test
    void theRowThatIsRefusedIsNamed() {
        execute("INSERT INTO people VALUES (1, 'ann', NULL)");
        session.begin();
        DataRefusal refusal = assertThrows(DataRefusal.class,
                () -> write(WriteMode.INSERT, row("2", "bob", null), row("3", "ann", null)));
        assertEquals("23505", refusal.sqlState());
        assertEquals(List.of(1), refusal.rows());
        DataRefusal doubled = assertThrows(DataRefusal.class,
                () -> write(WriteMode.UPSERT, row("7", "a", null), row("8", "b", null), row("7", "c", null)));
        assertEquals(List.of(0, 2), doubled.rows());
        assertEquals("23503", assertThrows(DataRefusal.class,
                () -> write(WriteMode.INSERT, row("5", "eve", "99"))).sqlState());
        session.rollback();
        assertEquals("1 ann", people());
    }

    @Test
    void aTablesOwnConflictClauseNeitherDeletesNorSkipsRows() {
        for (String clause : List.of("REPLACE", "IGNORE", "FAIL", "ROLLBACK")) {
            execute("DROP TABLE people");
            execute("CREATE TABLE people (id INTEGER PRIMARY KEY ON CONFLICT " + clause + ", name TEXT UNIQUE ON CONFLICT "
                    + clause + ", boss INTEGER)");
            execute("INSERT INTO people VALUES (1, 'ann', NULL), (2, 'bob', NULL)");
            session.begin();
            assertEquals("23505", refusal(() -> write(WriteMode.INSERT, row("1", "cid", null))), clause);
            assertEquals("23505", refusal(() -> write(WriteMode.INSERT, row("3", "ann", null))), clause);
            assertEquals("23505", refusal(() -> write(WriteMode.UPSERT, row("2", "ann", null))), clause);
            assertEquals("23505", refusal(() -> session.fill(
                    PEOPLE, List.of("id"), PEOPLE.columns().get(1), List.of(fill("2", "ann")))), clause);
            WriteOutcome changed = write(WriteMode.UPSERT, row("2", "bea", null)).getFirst();
            write(WriteMode.INSERT, row("4", "bob", null));
            assertEquals(
                    TakeBackOutcome.Kind.CONFLICT,
                    session.takeBack(PEOPLE, List.of("id"), List.of(written("2", changed))).getFirst().kind(),
                    clause);
            session.commit();
            assertEquals("1 ann, 2 bea, 4 bob", people(), clause);
        }
    }

    @Test
    void aRowThatATriggerIgnoresIsRefused() {
        execute("CREATE TRIGGER quiet BEFORE INSERT ON people WHEN new.boss = 1 BEGIN SELECT RAISE(IGNORE); END");
        execute("CREATE TRIGGER still BEFORE UPDATE ON people WHEN new.boss = 1 BEGIN SELECT RAISE(IGNORE); END");
        execute("INSERT INTO people VALUES (1, 'ann', NULL), (2, 'bob', NULL)");
        session.begin();
        DataRefusal inserted = assertThrows(DataRefusal.class,
                () -> write(WriteMode.INSERT, row("3", "cid", null), row("2", "bea", "1")));
        assertEquals("09000", inserted.sqlState());
        assertEquals(List.of(1), inserted.rows());
        assertEquals("09000", refusal(() -> write(WriteMode.UPSERT, row("2", "bob", "1"))));
        session.rollback();
        assertEquals("1 ann, 2 bob", people());
    }

    @Test
    void aDeferredForeignKeyIsCheckedBeforeTheCommit() {
        execute("DROP TABLE people");
        execute("CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT,"
                + " boss INTEGER REFERENCES people DEFERRABLE INITIALLY DEFERRED)");
        Table surveyed = target.survey().tables().stream()
                .filter(t -> t.name().equals(PEOPLE.name()))
                .findFirst()
                .orElseThrow();
        List<String> columns = List.of("id", "name", "boss");
        session.begin();
        session.savepoint("a");
        session.write(Moving.block(target, surveyed, columns, WriteMode.INSERT, row("1", "ann", "2"), row("2", "bob", null)));
        session.checkDeferred();
        session.release("a");
        session.savepoint("a");
        session.write(Moving.block(target, surveyed, columns, WriteMode.INSERT, row("3", "cid", "9")));
        assertEquals("23503", refusal(session::checkDeferred));
        session.rollbackTo("a");
        session.release("a");
        session.write(Moving.block(target, surveyed, columns, WriteMode.INSERT, row("4", "dan", "1")));
        session.checkDeferred();
        session.commit();
        assertEquals("1 ann 2, 2 bob, 4 dan 1", people());
    }

    private static String refusal(Executable work) {
        return assertThrows(DataRefusal.class, work).sqlState();
    }

    @Test
    void anUpsertUpdatesWhatDiffersAndInsertsTheRest() {
        execute("INSERT INTO people VALUES (1, 'ann', NULL), (2, 'bob', NULL)");
        session.begin();
        List<WriteOutcome> outcomes =
                write(WriteMode.UPSERT, row("3", "cid", "1"), row("2", "bea", null), row("1", "ann", null));
        List<WriteOutcome> skipped = write(WriteMode.SKIP_EXISTING, row("3", "zoe", null), row("4", "dan", null));
        session.commit();
        assertEquals(List.of(WriteOutcome.Kind.INSERTED, WriteOutcome.Kind.UPDATED, WriteOutcome.Kind.EXISTING), kinds(outcomes));
        assertEquals(List.of(WriteOutcome.Kind.EXISTING, WriteOutcome.Kind.INSERTED), kinds(skipped));
        assertEquals("{\"id\":\"i2\",\"name\":\"tbob\",\"boss\":null}", outcomes.get(1).beforeImage());
        assertEquals("1 ann, 2 bea, 3 cid 1, 4 dan", people());
    }

    @Test
    void rowsMayReferToLaterRowsOfTheirBlock() {
        Table referring = new Table(PEOPLE.name(), PEOPLE.kind(), -1, PEOPLE.columns(), PEOPLE.primaryKey(), List.of(),
                List.of(new ForeignKey("0", List.of("boss"), PEOPLE.name(), List.of("id"), false)), List.of(), List.of(), null);
        List<String> columns = List.of("id", "name", "boss");
        session.begin();
        List<WriteOutcome> outcomes = session.write(Moving.block(target, referring, columns, WriteMode.INSERT,
                row("1", "ann", "2"), row("2", "bob", "3"), row("3", "cid", null)));
        assertEquals(List.of(WriteOutcome.Kind.INSERTED), kinds(outcomes).stream().distinct().toList());
        DataRefusal refusal = assertThrows(DataRefusal.class, () -> session.write(
                Moving.block(target, referring, columns, WriteMode.INSERT, row("4", "dan", null), row("5", "eve", "99"))));
        assertEquals(List.of(1), refusal.rows());
        session.rollback();
    }

    @Test
    void onlyUntouchedRowsAreTakenBackAndNothingCascades() {
        execute("INSERT INTO people VALUES (9, 'old', NULL)");
        session.begin();
        List<WriteOutcome> w = write(WriteMode.UPSERT, row("1", "ann", null), row("2", "bob", "1"), row("3", "cid", null),
                row("4", "dan", "4"), row("5", "eve", null), row("6", "fay", "5"), row("7", "gil", null), row("9", "new", null));
        session.commit();
        execute("UPDATE people SET name = 'edited' WHERE id = 2");
        execute("DELETE FROM people WHERE id = 7");
        execute("INSERT INTO badges VALUES (1, 3)");
        String[] keys = {"1", "2", "3", "4", "5", "6", "7", "9"};
        List<WrittenRow> rows = new ArrayList<>();
        for (int i = 0; i < keys.length; i++) {
            rows.add(written(keys[i], w.get(i)));
        }
        session.begin();
        List<TakeBackOutcome> outcomes = session.takeBack(PEOPLE, List.of("id"), rows);
        session.commit();
        assertEquals("CONFLICT CONFLICT CONFLICT REMOVED REMOVED REMOVED MISSING RESTORED",
                String.join(" ", outcomes.stream().map(o -> o.kind().name()).toList()));
        assertEquals("rows of people refer to it (boss)", outcomes.get(0).reason());
        assertEquals("rows of badges refer to it (owner)", outcomes.get(2).reason());
        assertEquals("1 ann, 2 edited 1, 3 cid, 9 old", people());
        assertEquals("1", ask("SELECT count(*) FROM badges"));
    }

    @Test
    void everyStorageClassIsRestoredAsItWas() {
        String[] literals = {"-9223372036854775808", "0.1", "1e300", "'text 🚲'", "''", "x''", "x'00ff'", "NULL", "9e999",
            "-0.0", "CAST(x'6100' AS TEXT)"};
        execute("CREATE TABLE odd (id INTEGER PRIMARY KEY, v, w NUMERIC)");
        for (int i = 0; i < literals.length; i++) {
            execute("INSERT INTO odd VALUES (" + i + ", " + literals[i] + ", " + literals[i] + ")");
        }
        Table odd = Moving.table("odd", List.of("id"), List.of(
                PEOPLE.columns().getFirst(), Moving.column("v", "", TypeKind.OTHER), Moving.column("w", "NUMERIC", TypeKind.DECIMAL)));
        String all = "SELECT group_concat(id || typeof(v) || quote(v) || typeof(w) || quote(w)) FROM odd";
        String before = ask(all);
        session.begin();
        String[][] changed = new String[literals.length][];
        for (int i = 0; i < literals.length; i++) {
            changed[i] = row(Integer.toString(i), "changed");
        }
        List<WriteOutcome> outcomes = session.write(Moving.block(target, odd, List.of("id", "v"), WriteMode.UPSERT, changed));
        List<WrittenRow> rows = new ArrayList<>();
        for (int i = 0; i < literals.length; i++) {
            rows.add(written(Integer.toString(i), outcomes.get(i)));
        }
        session.takeBack(odd, List.of("id"), rows).forEach(o -> assertEquals(TakeBackOutcome.Kind.RESTORED, o.kind()));
        session.commit();
        assertEquals(before, ask(all));
    }

    private static FillRow fill(String key, String value) {
        return new FillRow(new WrittenRow(List.of(key), List.of(), null, null), value, false);
    }

    @Test
    void theStoredHashHoldsWhatDefaultsAndTriggersMade() {
        execute("ALTER TABLE people ADD COLUMN at TEXT DEFAULT 'then'");
        execute("CREATE TRIGGER t AFTER INSERT ON people BEGIN UPDATE people SET name = upper(name) WHERE id = NEW.id; END");
        List<Column> columns = new ArrayList<>(PEOPLE.columns());
        columns.add(Moving.column("at", "TEXT", TypeKind.TEXT));
        Table people = Moving.table("people", List.of("id"), columns);
        session.begin();
        WriteOutcome outcome = session.write(
                Moving.block(target, people, List.of("id", "name"), WriteMode.INSERT, row("1", "ann"))).getFirst();
        session.commit();
        assertEquals(List.of(true), session.untouched(people, List.of("id"), List.of(written("1", outcome))));
        session.begin();
        FillOutcome filled =
                session.fill(people, List.of("id"), people.columns().get(2), List.of(fill("1", "1"))).getFirst();
        assertEquals(FillOutcome.Kind.FILLED, filled.kind());
        WriteOutcome updated = new WriteOutcome(WriteOutcome.Kind.UPDATED, null, filled.stored());
        assertEquals(List.of(false), session.untouched(people, List.of("id"), List.of(written("1", outcome))));
        assertEquals(List.of(true), session.untouched(people, List.of("id"), List.of(written("1", updated))));
        session.rollback();
        assertEquals(List.of(true), session.untouched(people, List.of("id"), List.of(written("1", outcome))));
    }

    @Test
    void savepointsNestAndTransactionsTakeTheLockAtOnce() {
        session.begin();
        write(WriteMode.INSERT, row("1", "ann", null));
        session.savepoint("a");
        write(WriteMode.INSERT, row("2", "bob", null));
        session.savepoint("a");
        write(WriteMode.INSERT, row("3", "cid", null));
        session.rollbackTo("a");
        session.release("a");
        session.release("a");
        session.commit();
        assertEquals("1 ann, 2 bob", people());
        assertEquals("", session.transaction());
    }

    @Test
    void rowsAreFoundByTheTextOfTheirKeys() {
        execute("CREATE TABLE loose (k PRIMARY KEY, v TEXT)");
        execute("INSERT INTO loose VALUES (7, 'integer'), ('seven', 'text'), (7.5, 'real'), (x'07', 'blob')");
        Table loose = Moving.table("loose", List.of("k"), List.of(
                Moving.column("k", "", TypeKind.OTHER), Moving.column("v", "TEXT", TypeKind.TEXT)));
        List<StoredRow> found = session.find(loose, List.of("k"),
                List.of(List.of("\\x07"), List.of("7.5"), List.of("8"), List.of("7"), List.of("seven")), loose.columns().subList(1, 2));
        assertEquals("blob", text(found.get(0)));
        assertEquals("real", text(found.get(1)));
        assertNull(found.get(2));
        assertEquals("integer", text(found.get(3)));
        assertEquals("text", text(found.get(4)));
    }

    private static String text(StoredRow row) {
        return ValueText.of(ValueType.DYNAMIC, row.tuple(), 6, row.tuple().length - 6);
    }

    @Test
    void auditRowsAreAppended() {
        execute("CREATE TABLE log (a TEXT, b BLOB, c INTEGER, d TEXT)");
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {"x", new byte[] {0, 1}, 7L, Instant.parse("2026-01-31T12:00:00Z")});
        rows.add(new Object[] {null, null, 3, null});
        session.begin();
        session.append(TableName.of("log"), List.of("a", "b", "c", "d"), rows);
        session.commit();
        assertEquals("'x'X'0001'7'2026-01-31T12:00:00Z'", ask("SELECT quote(a) || quote(b) || quote(c) || quote(d) FROM log"));
        assertEquals("1", ask("SELECT count(*) FROM log WHERE a IS NULL AND b IS NULL AND c = 3"));
    }
}
