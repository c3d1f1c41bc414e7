package dev.wharf.database.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
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
import dev.wharf.database.WriteMode;
import dev.wharf.database.WriteOutcome;
import dev.wharf.database.WrittenRow;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresTargetSessionTest {

    private static final Table PEOPLE = Moving.table("people", List.of("id"), List.of(
            new Column("id", ColumnType.of("integer", TypeKind.INTEGER), false, "nextval('people_id_seq'::regclass)",
                    Column.Generated.BY_DEFAULT, null),
            Moving.column("name", "text", TypeKind.TEXT),
            Moving.column("boss", "integer", TypeKind.INTEGER)));

    private final PostgresTestDatabase database = PostgresServer.newest().freshDatabase();
    private final PostgresDatabase target = new PostgresDatabase(database.target("target"));
    private TargetSession session;

    @BeforeEach
    void open() {
        database.execute("""
                CREATE TABLE people (id serial PRIMARY KEY, name text UNIQUE, boss integer REFERENCES people ON DELETE CASCADE);
                CREATE TABLE badges (no integer PRIMARY KEY, owner integer CONSTRAINT owned REFERENCES people ON DELETE CASCADE)
                """);
        session = target.openTarget();
    }

    @AfterEach
    void close() {
        session.close();
    }

    private List<WriteOutcome> write(WriteMode mode, String[]... rows) {
        return session.write(Moving.block(target, PEOPLE, List.of("id", "name", "boss"), mode, rows));
    }

    private static String[] row(String... values) {
        return values;
    }

    private static List<WriteOutcome.Kind> kinds(List<WriteOutcome> outcomes) {
        return outcomes.stream().map(WriteOutcome::kind).toList();
    }

    private static WrittenRow written(String key, String transaction, String image) {
        return new WrittenRow(List.of(key), List.of("", transaction), null, image);
    }

    private String ask(String sql) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String people() {
        return ask("SELECT string_agg(concat_ws(' ', id, name, boss), ', ' ORDER BY id) FROM people");
    }

    @Test
    void anInsertOfAKeyThatIsThereIsRefused() {
        database.execute("INSERT INTO people VALUES (1, 'ann')");
        session.begin();
        DataRefusal refusal = assertThrows(DataRefusal.class,
                () -> write(WriteMode.INSERT, row("2", "bob", null), row("1", "cid", null)));
        session.rollback();
        assertEquals("23505", refusal.sqlState());
        assertTrue(refusal.getMessage().contains("people_pkey"), refusal.getMessage());
        assertFalse(refusal.getMessage().contains("cid"));
        assertEquals(List.of(1), refusal.rows());
    }

    @Test
    void aDeferredConstraintIsCheckedBeforeTheCommit() {
        database.execute("""
                ALTER TABLE people ALTER CONSTRAINT people_boss_fkey DEFERRABLE INITIALLY DEFERRED;
                ALTER TABLE people ADD CONSTRAINT one_boss UNIQUE (boss) DEFERRABLE INITIALLY DEFERRED
                """);
        session.begin();
        session.savepoint("a");
        write(WriteMode.INSERT, row("1", "ann", "2"));
        write(WriteMode.INSERT, row("2", "bob", null));
        session.checkDeferred();
        session.release("a");
        session.savepoint("a");
        write(WriteMode.INSERT, row("3", "cid", "9"));
        DataRefusal foreign = assertThrows(DataRefusal.class, session::checkDeferred);
        assertEquals("23503", foreign.sqlState());
        assertTrue(foreign.getMessage().contains("people_boss_fkey"), foreign.getMessage());
        session.rollbackTo("a");
        write(WriteMode.INSERT, row("4", "dan", "2"));
        assertEquals("23505", assertThrows(DataRefusal.class, session::checkDeferred).sqlState());
        session.rollbackTo("a");
        session.release("a");
        // Deferred still: a row may refer to one that a later block writes.
        write(WriteMode.INSERT, row("5", "eve", "6"));
        write(WriteMode.INSERT, row("6", "fay", null));
        session.checkDeferred();
        session.commit();
        assertEquals("1 ann 2, 2 bob, 5 eve 6, 6 fay", people());
    }

    @Test
    void twoRowsWithOneKeyAreBothNamed() {
        session.begin();
        for (WriteMode mode : WriteMode.values()) {
            DataRefusal refusal = assertThrows(DataRefusal.class,
                    () -> write(mode, row("7", "a", null), row("8", "b", null), row("7", "c", null)));
            assertEquals(List.of(0, 2), refusal.rows());
        }
        DataRefusal missing = assertThrows(DataRefusal.class, () -> write(WriteMode.UPSERT, row(null, "a", null)));
        assertEquals(List.of(0), missing.rows());
        session.rollback();
    }

    @Test
    void anUpsertUpdatesWhatDiffersAndInsertsTheRest() {
        database.execute("INSERT INTO people VALUES (1, 'ann'), (2, 'bob')");
        session.begin();
        List<WriteOutcome> outcomes =
                write(WriteMode.UPSERT, row("3", "cid", "1"), row("2", "bea", null), row("1", "ann", null));
        // The same block's temporary table again.
        List<WriteOutcome> again = write(WriteMode.UPSERT, row("3", "cid", "2"), row("4", "dan", null));
        session.commit();
        assertEquals(List.of(WriteOutcome.Kind.INSERTED, WriteOutcome.Kind.UPDATED, WriteOutcome.Kind.EXISTING), kinds(outcomes));
        assertEquals(List.of(WriteOutcome.Kind.UPDATED, WriteOutcome.Kind.INSERTED), kinds(again));
        assertEquals("{\"id\" : \"2\", \"name\" : \"bob\", \"boss\" : null}", outcomes.get(1).beforeImage());
        assertEquals("1 ann, 2 bea, 3 cid 2, 4 dan", people());
    }

    @Test
    void skippingLeavesWhatIsThere() {
        database.execute("INSERT INTO people VALUES (1, 'ann')");
        session.begin();
        List<WriteOutcome> outcomes = write(WriteMode.SKIP_EXISTING, row("1", "zoe", null), row("2", "bob", null));
        session.commit();
        assertEquals(List.of(WriteOutcome.Kind.EXISTING, WriteOutcome.Kind.INSERTED), kinds(outcomes));
        assertEquals("1 ann, 2 bob", people());
    }

    @Test
    void rowsThatATriggerKeepsOutAreNoticed() {
        database.execute("""
                CREATE FUNCTION drop_it() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                CREATE TRIGGER t BEFORE INSERT OR UPDATE ON people FOR EACH ROW WHEN (NEW.id = 2) EXECUTE FUNCTION drop_it()
                """);
        for (WriteMode mode : WriteMode.values()) {
            session.begin();
            DataRefusal refusal =
                    assertThrows(DataRefusal.class, () -> write(mode, row("1", "ann", null), row("2", "bob", null)));
            assertTrue(refusal.getMessage().contains("kept 1 of "), refusal.getMessage());
            session.rollback();
        }
    }

    @Test
    void anIdentityThatIsAlwaysGeneratedTakesTheRowsOwnNumber() {
        database.execute("CREATE TABLE things (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text)");
        Table things = Moving.table("things", List.of("id"), List.of(
                new Column("id", ColumnType.of("integer", TypeKind.INTEGER), false, null, Column.Generated.ALWAYS_IDENTITY, null),
                Moving.column("name", "text", TypeKind.TEXT)));
        session.begin();
        session.write(Moving.block(target, things, List.of("id", "name"), WriteMode.INSERT, row("41", "a")));
        List<WriteOutcome> outcomes = session.write(
                Moving.block(target, things, List.of("id", "name"), WriteMode.UPSERT, row("41", "b"), row("42", "c")));
        session.advanceSequences(things);
        String transaction = session.transaction();
        session.commit();
        assertEquals("43", ask("INSERT INTO things (name) VALUES ('next') RETURNING id"));
        session.begin();
        assertEquals(
                TakeBackOutcome.Kind.RESTORED,
                session.takeBack(things, List.of("id"), List.of(written("41", transaction, outcomes.getFirst().beforeImage())))
                        .getFirst().kind());
        session.commit();
        assertEquals("a", ask("SELECT name FROM things WHERE id = 41"));
    }

    @Test
    void sequencesMoveForwardOnlyAndOnlyWhereThereAreRows() {
        session.begin();
        session.advanceSequences(PEOPLE);
        session.commit();
        assertEquals("1", ask("SELECT nextval('people_id_seq')"));
        session.begin();
        write(WriteMode.INSERT, row("10", "ann", null));
        session.advanceSequences(PEOPLE);
        session.commit();
        assertEquals("11", ask("SELECT nextval('people_id_seq')"));
        ask("SELECT setval('people_id_seq', 100)");
        session.begin();
        session.advanceSequences(PEOPLE);
        session.commit();
        assertEquals("101", ask("SELECT nextval('people_id_seq')"));
    }

    @Test
    void rowsWrittenBehindSavepointsAreStillKnownAsTheRuns() {
        session.begin();
        session.savepoint("a");
        write(WriteMode.INSERT, row("1", "ann", null));
        session.release("a");
        session.savepoint("a");
        session.savepoint("b");
        write(WriteMode.INSERT, row("2", "bob", null));
        session.rollbackTo("b");
        write(WriteMode.INSERT, row("3", "cid", null));
        session.rollbackTo("b");
        session.release("b");
        write(WriteMode.UPSERT, row("4", "dan", "1"));
        session.release("a");
        write(WriteMode.INSERT, row("5", "eve", null));
        String transaction = session.transaction();
        session.commit();
        assertEquals("1 ann, 4 dan 1, 5 eve", people());
        session.begin();
        assertEquals(
                List.of(true, false),
                session.untouched(PEOPLE, List.of("id"), List.of(written("4", transaction, null), written("9", transaction, null))));
        List<TakeBackOutcome> outcomes = session.takeBack(PEOPLE, List.of("id"), List.of(
                written("1", transaction, null), written("4", transaction, null), written("5", transaction, null)));
        session.commit();
        assertEquals(List.of(TakeBackOutcome.Kind.REMOVED), outcomes.stream().map(TakeBackOutcome::kind).distinct().toList());
        assertNull(people());
    }

    @Test
    void onlyUntouchedRowsAreTakenBack() {
        session.begin();
        write(WriteMode.INSERT, row("1", "ann", null), row("2", "bob", null), row("3", "cid", null), row("4", "dan", null));
        String transaction = session.transaction();
        session.commit();
        database.execute("UPDATE people SET name = name WHERE id = 2; DELETE FROM people WHERE id = 3");
        session.begin();
        List<TakeBackOutcome> outcomes = session.takeBack(PEOPLE, List.of("id"), IntStream.rangeClosed(1, 4)
                .mapToObj(i -> written(Integer.toString(i), transaction, null)).toList());
        session.commit();
        assertEquals(
                List.of(TakeBackOutcome.Kind.REMOVED, TakeBackOutcome.Kind.CONFLICT, TakeBackOutcome.Kind.MISSING,
                        TakeBackOutcome.Kind.REMOVED),
                outcomes.stream().map(TakeBackOutcome::kind).toList());
        assertEquals("it was changed since the run wrote it", outcomes.get(1).reason());
        assertEquals("2 bob", people());
    }

    @Test
    void rowsThatOthersReferToAreNamedAndNothingCascades() {
        session.begin();
        write(WriteMode.INSERT, row("1", "ann", null), row("2", "bob", "1"), row("3", "cid", "2"), row("4", "dan", "4"),
                row("5", "eve", null));
        String transaction = session.transaction();
        session.commit();
        database.execute("INSERT INTO badges VALUES (1, 3)");
        session.begin();
        List<TakeBackOutcome> outcomes = session.takeBack(PEOPLE, List.of("id"), IntStream.rangeClosed(1, 5)
                .mapToObj(i -> written(Integer.toString(i), transaction, null)).toList());
        session.commit();
        assertEquals("rows of badges refer to it (owned)", outcomes.get(2).reason());
        assertEquals("rows of people refer to it (people_boss_fkey)", outcomes.get(0).reason());
        assertEquals(
                List.of(TakeBackOutcome.Kind.CONFLICT, TakeBackOutcome.Kind.CONFLICT, TakeBackOutcome.Kind.CONFLICT,
                        TakeBackOutcome.Kind.REMOVED, TakeBackOutcome.Kind.REMOVED),
                outcomes.stream().map(TakeBackOutcome::kind).toList());
        assertEquals("1 ann, 2 bob 1, 3 cid 2", people());
        assertEquals("1", ask("SELECT count(*) FROM badges"));
    }

    @Test
    void aTriggerThatRefusesOneRowCostsOnlyThatRow() {
        database.execute("""
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''no''; END';
                CREATE TRIGGER t BEFORE DELETE ON people FOR EACH ROW WHEN (OLD.id = 2) EXECUTE FUNCTION refuse()
                """);
        session.begin();
        write(WriteMode.INSERT, row("1", "ann", null), row("2", "bob", null), row("3", "cid", null));
        String transaction = session.transaction();
        session.commit();
        session.begin();
        List<TakeBackOutcome> outcomes = session.takeBack(PEOPLE, List.of("id"), IntStream.rangeClosed(1, 3)
                .mapToObj(i -> written(Integer.toString(i), transaction, null)).toList());
        session.commit();
        assertEquals(TakeBackOutcome.Kind.CONFLICT, outcomes.get(1).kind());
        assertEquals("2 bob", people());
    }

    @Test
    void aRestoredRowThatATriggerAltersIsAConflict() {
        database.execute("INSERT INTO people VALUES (1, 'ann'), (2, 'bob')");
        session.begin();
        List<WriteOutcome> outcomes = write(WriteMode.UPSERT, row("1", "x", null), row("2", "y", null));
        String transaction = session.transaction();
        session.commit();
        database.execute("""
                CREATE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.name := upper(NEW.name); RETURN NEW; END';
                CREATE TRIGGER t BEFORE UPDATE ON people FOR EACH ROW WHEN (NEW.id = 1) EXECUTE FUNCTION shout()
                """);
        session.begin();
        List<TakeBackOutcome> back = session.takeBack(PEOPLE, List.of("id"), List.of(
                written("1", transaction, outcomes.get(0).beforeImage()), written("2", transaction, outcomes.get(1).beforeImage())));
        session.commit();
        assertEquals(List.of(TakeBackOutcome.Kind.CONFLICT, TakeBackOutcome.Kind.RESTORED),
                back.stream().map(TakeBackOutcome::kind).toList());
        assertEquals("1 x, 2 bob", people());
    }

    @Test
    void oneColumnOfManyRowsIsFilledAndPicturedWhereItIsAskedFor() {
        session.begin();
        write(WriteMode.INSERT, row("1", "ann", null), row("2", "bob", null), row("3", "cid", null));
        String transaction = session.transaction();
        session.commit();
        database.execute("UPDATE people SET name = 'edited' WHERE id = 3");
        session.begin();
        Column boss = PEOPLE.columns().get(2);
        List<FillOutcome> outcomes = session.fill(PEOPLE, List.of("id"), boss, List.of(
                new FillRow(written("2", transaction, null), "1", true),
                new FillRow(written("9", transaction, null), "1", true),
                new FillRow(written("3", transaction, null), "1", false),
                new FillRow(written("1", transaction, null), null, true)));
        assertEquals(
                List.of(
                        new FillOutcome(
                                FillOutcome.Kind.FILLED, true, "{\"id\" : \"2\", \"name\" : \"bob\", \"boss\" : null}", null),
                        new FillOutcome(FillOutcome.Kind.MISSING, false, null, null),
                        new FillOutcome(FillOutcome.Kind.FILLED, false, null, null),
                        new FillOutcome(FillOutcome.Kind.SAME, true, null, null)),
                outcomes);
        session.commit();
        assertEquals("1 ann, 2 bob 1, 3 edited 1", people());
    }

    @Test
    void rowsAreFoundInTheOrderAskedFor() {
        database.execute("INSERT INTO people VALUES (1, 'ann'), (2, E'b\\\\\"o''b')");
        List<StoredRow> found = session.find(
                PEOPLE, List.of("name", "id"), List.of(List.of("b\\\"o'b", "2"), List.of("zoe", "3"), List.of("ann", "1")),
                PEOPLE.columns().subList(0, 1));
        assertEquals(ask("SELECT xmin FROM people WHERE id = 2"), found.get(0).transaction());
        assertEquals(2, found.get(0).tuple()[9]);
        assertNull(found.get(1));
        assertEquals(1, found.get(2).tuple()[9]);
    }

    /** A cast to the column's own type would cut, round or pad what is looked for, and find somebody else's row. */
    @Test
    void whatIsLookedForIsNotMadeToFit() {
        database.execute("CREATE TABLE tight (a varchar(3), b numeric(4,1), c char(3), v integer);"
                + "INSERT INTO tight VALUES ('abc', 1.5, 'xy', 1)");
        Table tight = Moving.table("tight", List.of("a"), List.of(
                Moving.column("a", new ColumnType("character varying(3)", TypeKind.TEXT, 3, null, null, List.of())),
                Moving.column("b", new ColumnType("numeric(4,1)", TypeKind.DECIMAL, null, 4, 1, List.of())),
                Moving.column("c", new ColumnType("character(3)", TypeKind.CHAR, 3, null, null, List.of())),
                Moving.column("v", "integer", TypeKind.INTEGER)));
        List<Column> v = tight.columns().subList(3, 4);
        assertNull(session.find(tight, List.of("a"), List.of(List.of("abcd")), v).getFirst());
        assertNull(session.find(tight, List.of("b"), List.of(List.of("1.54")), v).getFirst());
        assertNull(session.find(tight, List.of("c"), List.of(List.of("xyz0")), v).getFirst());
        assertEquals(1, session.find(tight, List.of("c", "b", "a"), List.of(List.of("xy", "1.5", "abc")), v).getFirst().tuple()[9]);
        session.begin();
        assertThrows(DataRefusal.class,
                () -> session.fill(tight, List.of("a"), tight.columns().getFirst(), List.of(
                        new FillRow(new WrittenRow(List.of("abc"), List.of(), null, null), "abcd", false))));
        session.rollback();
    }

    @Test
    void auditRowsArriveWithEveryCharacter() {
        database.execute("CREATE TABLE log (a text, b bytea, c bigint, d timestamptz, e jsonb)");
        String odd = "tab\t nl\n cr\r back\\slash \\N été 🚲";
        List<Object[]> rows = new ArrayList<>();
        rows.add(new Object[] {odd, new byte[] {0, 92, -1}, 7L, Instant.parse("2026-01-31T12:00:00.123456Z"), "{\"a\":\"\\n\"}"});
        rows.add(new Object[] {null, null, 3, null, null});
        session.begin();
        session.append(TableName.of("log"), List.of("a", "b", "c", "d", "e"), rows);
        session.commit();
        assertEquals(odd, ask("SELECT a FROM log WHERE c = 7"));
        assertEquals("\\x005cff 2026-01-31 12:00:00.123456 \n", ask(
                "SELECT b::text || ' ' || (d AT TIME ZONE 'UTC') || ' ' || (e->>'a') FROM log WHERE c = 7"));
        assertEquals("1", ask("SELECT count(*) FROM log WHERE a IS NULL AND b IS NULL AND c = 3"));
    }

    @Test
    void tenThousandRowsAreTakenBackButTheHundredThatWereEdited() {
        String[][] many = IntStream.range(0, 10_000).mapToObj(i -> row(Integer.toString(i), "n" + i, null)).toArray(String[][]::new);
        session.begin();
        write(WriteMode.INSERT, many);
        String transaction = session.transaction();
        session.commit();
        database.execute("UPDATE people SET name = 'edited ' || id WHERE id % 100 = 7");
        session.begin();
        List<TakeBackOutcome> outcomes = session.takeBack(PEOPLE, List.of("id"),
                Arrays.stream(many).map(r -> written(r[0], transaction, null)).toList());
        session.commit();
        assertEquals(100, outcomes.stream().filter(o -> o.kind() == TakeBackOutcome.Kind.CONFLICT).count());
        assertEquals("100", ask("SELECT count(*) FROM people WHERE name LIKE 'edited %'"));
        assertEquals("100", ask("SELECT count(*) FROM people"));
    }
}
