package dev.wharf.author.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.Draft;
import dev.wharf.author.Evidence.ValueCount;
import dev.wharf.author.Evidence.Values;
import dev.wharf.author.PlanRequest;
import dev.wharf.author.Reach;
import dev.wharf.catalog.Dialect;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Decision;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import dev.wharf.testing.SqliteFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the author decides by itself, and what it asks. Sources are SQLite files, targets PostgreSQL tables. */
class DecidingTest {

    @TempDir
    Path folder;

    private final List<String> source = new ArrayList<>();
    private final List<String> rows = new ArrayList<>();
    private String target = "";
    private final List<String> tables = new ArrayList<>();
    private final Map<String, String> answers = new LinkedHashMap<>();
    private Consumer<SqliteEvidence> targetHolds = e -> {};

    private Draft write() {
        Path file = folder.resolve("source.db");
        if (!file.toFile().exists()) {
            SqliteFiles.make(file, Stream.concat(source.stream(), rows.stream()).toArray(String[]::new));
        }
        try (SqliteEvidence evidence = new SqliteEvidence(file)) {
            targetHolds.accept(evidence);
            Draft draft = new TemplateAuthor().write(new PlanRequest("p", "", "legacy", "app", DdlSchemas.read(Dialect.SQLITE, source),
                    DdlSchemas.read(Dialect.POSTGRESQL, target), tables, Map.of(), Reach.CONDITIONS, null, answers, evidence));
            Drafts.assertSound(Dialect.SQLITE, draft);
            return draft;
        }
    }

    private static List<String> open(Draft draft) {
        return draft.plan().openDecisions().stream().map(Decision::id).toList();
    }

    private static String java(Draft draft, String step) {
        Step found = draft.plan().steps().stream().filter(s -> s.name().equals(step)).findFirst().orElseThrow();
        return draft.files().get(found.transform());
    }

    private static Reference reference(Draft draft, String step) {
        return draft.plan().steps().stream().filter(s -> s.name().equals(step)).findFirst().orElseThrow().references().getFirst();
    }

    @Test
    void theLastTablesOfOneShapeUnderOneParentBelongTogether() {
        source.add("CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
        source.add("CREATE TABLE qqq (customer_id INTEGER NOT NULL REFERENCES customer (id), nr INTEGER NOT NULL, amount INTEGER, PRIMARY KEY (customer_id, nr))");
        String customers = "CREATE TABLE customers (id INT PRIMARY KEY, name TEXT NOT NULL);";
        String same = "CREATE TABLE vouchers (customer_id INT NOT NULL REFERENCES customers (id), number INT NOT NULL, points INT, PRIMARY KEY (customer_id, number));";
        target = customers + same;
        assertEquals(List.of("customers", "vouchers"), write().plan().steps().stream().map(Step::name).toList());

        for (String other : List.of(same.replace("points INT", "points INT, more INT"), same.replace("(customer_id, number)", "(number)"),
                same + "CREATE TABLE last (customer_id INT PRIMARY KEY REFERENCES customers (id));")) {
            target = customers + other;
            assertEquals(List.of("customers"), write().plan().steps().stream().map(Step::name).toList(), other);
        }
    }

    @Test
    void lettersInsideWordsAreNoEvidenceAndTwoLabelsAreAQuestion() {
        source.add("CREATE TABLE job (id INTEGER PRIMARY KEY, name TEXT)");
        rows.add("INSERT INTO job (name) VALUES ('Master'), ('Station hand'), ('Remote designer'), ('QC'), ('sect-ioning'), (NULL)");
        target = "CREATE TYPE job_kind AS ENUM ('st', 'designing', 'remote', 'sectioning');"
                + "CREATE TABLE jobs (id INT PRIMARY KEY, name job_kind)";

        Draft draft = write();

        assertEquals(List.of("name.master", "name.qc", "name.remote-designer", "name.station-hand"), open(draft));
        Decision both = draft.plan().decisions().get(2);
        assertEquals(List.of("st", "designing", "remote", "sectioning", "null", "reject"), both.options());
        assertEquals(List.of("1 row of job holds it", "fits designing and remote"), both.evidence());
        assertFalse(java(draft, "jobs").contains("Master"));
        assertTrue(java(draft, "jobs").contains("\"sect-ioning\""));

        answers.putAll(Map.of("name.master", "st", "name.qc", "null", "name.remote-designer", "remote", "name.station-hand", "reject"));
        String decided = java(write(), "jobs");
        assertTrue(decided.contains("case \"QC\" -> name2 = null;") || decided.contains("case \"QC\" -> "), decided);
        assertTrue(decided.contains("\"Master\""));
    }

    @Test
    void checkConstraintsAreLabelsHoweverTheyArePrinted() {
        var column = DdlSchemas.read(Dialect.POSTGRESQL, "CREATE TABLE t (s TEXT)").tables().getFirst();
        for (String printed : List.of(
                "s IN ('a', 'b''c')",
                "CHECK (s IN ('a','b''c'))",
                "((s)::text = ANY ((ARRAY['a'::character varying, 'b''c'::character varying])::text[]))",
                "(s = ANY (ARRAY['a'::text, 'b''c'::text]))",
                "CHECK (((s)::text = ANY (ARRAY[('a'::character varying)::text, ('b''c'::character varying)::text])))")) {
            var table = new dev.wharf.catalog.Table(column.name(), column.kind(), 0, column.columns(), List.of(), List.of(), List.of(),
                    List.of(new dev.wharf.catalog.Check("c", printed)), List.of(), null);
            assertEquals(List.of("a", "b'c"), Labels.of(table, table.columns().getFirst()), printed);
        }
        for (String other : List.of("s IN ('a') OR t > 1", "length(s) > 3", "s = ANY (ARRAY['a'::text]) AND true")) {
            var table = new dev.wharf.catalog.Table(column.name(), column.kind(), 0, column.columns(), List.of(), List.of(), List.of(),
                    List.of(new dev.wharf.catalog.Check("c", other)), List.of(), null);
            assertEquals(List.of(), Labels.of(table, table.columns().getFirst()), other);
        }
    }

    @Test
    void aColumnThatMayNotBeNullAndHasNoSourceIsAQuestion() {
        source.add("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)");
        rows.add("INSERT INTO item (name) VALUES ('a'), (NULL)");
        target = "CREATE TABLE items (id INT PRIMARY KEY, name VARCHAR(10) NOT NULL, tenant INT NOT NULL, payload JSONB NOT NULL)";

        Draft draft = write();

        assertEquals(List.of("null.items.name", "value.items.tenant"), open(draft));
        assertEquals("1 row holds NULL", draft.plan().decisions().getFirst().evidence().getFirst());
        assertTrue(java(draft, "items").contains("target.reject("));

        answers.putAll(Map.of("null.items.name", "no \"name\"", "value.items.tenant", "7"));
        String java = java(write(), "items");
        assertTrue(java.contains("name == null ? \"no \\\"name\\\"\" : name"), java);
        assertTrue(java.contains(".set(\"tenant\", 7)"), java);
        assertTrue(java.contains(".set(\"payload\", \"{}\")"), java);

        answers.put("value.items.tenant", "seven");
        assertEquals("answer-type", assertThrows(WharfException.class, this::write).code());
    }

    @Test
    void flagsInLettersAreAQuestionAndDigitsAreNot() {
        source.add("CREATE TABLE item (id INTEGER PRIMARY KEY, active TEXT, closed INTEGER)");
        rows.add("INSERT INTO item (active, closed) VALUES ('Y', 0), ('N', 1)");
        target = "CREATE TABLE items (id INT PRIMARY KEY, is_active BOOLEAN, is_closed BOOLEAN)";

        Draft draft = write();

        assertEquals(List.of("is_active.n", "is_active.y"), open(draft));
        assertTrue(java(draft, "items").contains(".copy(\"is_closed\", \"closed\")"));
        answers.putAll(Map.of("is_active.n", "false", "is_active.y", "true"));
        assertTrue(java(write(), "items").contains("\"Y\",\n                        \"true\" -> isActive = true"));
    }

    @Test
    void timesWithoutAZoneAreOneQuestionForTheWholePlan() {
        source.add("CREATE TABLE item (id INTEGER PRIMARY KEY, created DATETIME, updated DATETIME, seen DATETIME)");
        rows.add("INSERT INTO item VALUES (1, '2024-01-01 10:00:00', '2024-01-02', '2024-01-01T10:00:00Z')");
        target = "CREATE TABLE items (id INT PRIMARY KEY, created_at TIMESTAMPTZ, updated_at TIMESTAMPTZ, seen_at TIMESTAMPTZ)";

        Draft undecided = write();
        assertEquals(List.of("zone"), open(undecided));
        assertTrue(undecided.plan().decisions().getFirst().evidence().getLast().startsWith("for another zone answer UTC, then write .atZone("));
        assertTrue(java(undecided, "items").contains("no zone is guessed: zone is not answered"), java(undecided, "items"));
        answers.put("zone", "UTC");
        String java = java(write(), "items");
        assertTrue(java.contains(".atStartOfDay() : source.timestamp(\"updated\")).toInstant(ZoneOffset.UTC)"), java);
        assertTrue(java.contains(".copy(\"seen_at\", \"seen\")"), java);
    }

    @Test
    void daysAndTimesOfSqliteMeetDatesAndTimesOfTheTarget() {
        source.add("CREATE TABLE item (id INTEGER PRIMARY KEY, born DATETIME, hired DATETIME, left_on DATE, mixed DATETIME)");
        rows.add("INSERT INTO item VALUES (1, '2024-01-01 00:00:00', '2024-01-02 09:30:00', '2024-01-02', '2024-01-02'),"
                + " (2, NULL, '2024-01-02', NULL, '2024-01-02T10:00:00')");
        target = "CREATE TABLE items (id INT PRIMARY KEY, born DATE, hired DATE, left_on TIMESTAMP, mixed TIMESTAMP)";

        assertEquals(List.of("items.hired.time"), open(write()));
        answers.put("items.hired.time", "drop");
        Draft draft = write();
        String java = java(draft, "items");
        assertTrue(java.contains("target.reject(\"born has a time of day, which born cannot hold\")"), java);
        assertTrue(java.contains(".set(\"hired\", hired == null ? null : hired.length() == 10 ? source.date(\"hired\") : source.timestamp(\"hired\").toLocalDate())"), java);
        assertTrue(java.contains("leftOn.length() == 10 ? source.date(\"left_on\").atStartOfDay() : source.timestamp(\"left_on\")"), java);
    }

    @Test
    void whatIsDecidedStandsInTheMappingWhileTheRestIsOpen() {
        source.add("CREATE TABLE item (id INTEGER PRIMARY KEY, doc JSON, \"n\u00e4me\" TEXT)");
        rows.add("INSERT INTO item VALUES (1, NULL, 'x')");
        target = "CREATE TABLE items (id INT PRIMARY KEY, doc JSONB NOT NULL, name TEXT, tenant UUID NOT NULL)";

        Draft draft = write();

        assertEquals(List.of("null.items.doc", "value.items.tenant"), open(draft));
        assertEquals(List.of("id", "doc", "name"),
                draft.plan().steps().getFirst().mapping().stream().map(m -> m.target()).toList());
        assertTrue(java(draft, "items").contains("target.reject(\"tenant: its value is not decided\");"));
        answers.put("null.items.doc", "{}");
        assertTrue(java(write(), "items").contains("doc == null ? \"{}\" : doc"));
    }

    @Test
    void aKeyOfSeveralColumnsBecomesOneNewKey() {
        source.add("CREATE TABLE line (order_no INTEGER, pos INTEGER, qty INTEGER, PRIMARY KEY (order_no, pos))");
        target = "CREATE TABLE lines (id UUID PRIMARY KEY, order_no INT, pos INT, quantity INT)";

        Step step = write().plan().steps().getFirst();

        assertEquals(List.of("order_no", "pos"), step.key());
        assertEquals(List.of("order_no", "pos"), step.newKeys().getFirst().from());
        assertEquals(List.of("id", "order_no", "pos", "quantity"), step.mapping().stream().map(m -> m.target()).toList());
    }

    @Test
    void twoTablesThatFitAsWellAreAQuestion() {
        source.add("CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT)");
        target = "CREATE TABLE sold_items (id INT PRIMARY KEY, name TEXT); CREATE TABLE lost_items (id INT PRIMARY KEY, name TEXT)";

        Draft draft = write();
        assertEquals(List.of("table.item"), open(draft));
        assertEquals(List.of("lost_items", "sold_items", "none"), draft.plan().decisions().getFirst().options());

        answers.put("table.item", "sold_items");
        assertEquals("sold_items", write().plan().steps().getFirst().ownWrite().table());
    }

    @Test
    void cyclesAreEnteredWhereAReferenceMayBeNull() {
        source.add("CREATE TABLE dept (id INTEGER PRIMARY KEY, head_id INTEGER REFERENCES emp (id))");
        source.add("CREATE TABLE emp (id INTEGER PRIMARY KEY, dept_id INTEGER NOT NULL REFERENCES dept (id), boss_id INTEGER REFERENCES emp (id))");
        target = "CREATE TABLE dept (id UUID PRIMARY KEY, head_id UUID REFERENCES emp (id));"
                + "CREATE TABLE emp (id UUID PRIMARY KEY, dept_id UUID NOT NULL REFERENCES dept (id), boss_id UUID REFERENCES emp (id))";

        Draft draft = write();

        assertEquals(List.of("dept", "emp"), draft.plan().steps().stream().map(Step::name).toList());
        assertTrue(reference(draft, "dept").later());
        assertEquals(new Reference.Fills("dept", "head_id"), reference(draft, "dept").fills());
        assertEquals(List.of(), open(draft));

        target = target.replace("head_id UUID", "head_id UUID NOT NULL");
        assertEquals(List.of("cycle.dept.head_id"), open(write()));
    }

    @Test
    void aParentThatIsNotMovedIsMatchedByAUniqueTextIfAPersonSaysSo() {
        source.add("CREATE TABLE person (id INTEGER PRIMARY KEY, email TEXT, city TEXT)");
        source.add("CREATE TABLE note (id INTEGER PRIMARY KEY, owner_id INTEGER REFERENCES person (id), body TEXT)");
        rows.add("INSERT INTO person VALUES (1, 'a@x', 'P'), (2, 'b@x', 'P')");
        rows.add("INSERT INTO note VALUES (1, 1, 'x'), (2, 2, 'y')");
        target = "CREATE TABLE people (id UUID PRIMARY KEY, email TEXT UNIQUE, city TEXT);"
                + "CREATE TABLE notes (id UUID PRIMARY KEY, owner_id UUID REFERENCES people (id), body TEXT)";
        tables.add("notes");
        targetHolds = e -> {
            e.targetRows.put("people", 2L);
            e.targetValues.put("people.email", new Values(List.of(new ValueCount("a@x", 1), new ValueCount("c@x", 1)), true));
            e.targetValues.put("people.city", new Values(List.of(new ValueCount("P", 2)), true));
        };

        Draft draft = write();

        assertEquals(List.of("parent.notes.owner_id"), open(draft));
        assertEquals(List.of("match email", "entity", "null", "reject"), draft.plan().decisions().getFirst().options());
        assertTrue(draft.plan().decisions().getFirst().evidence().contains("by email: 1 of 2 values of person.email stand in people"));

        answers.put("parent.notes.owner_id", "match email");
        Draft matched = write();
        assertEquals(new Reference("new_owner_id", null, List.of(), "people", Map.of("email", "owner_id_email"), "id",
                Reference.Missing.REJECT, false, null), reference(matched, "notes"));
        assertTrue(matched.files().get("notes.sql").contains(
                "(SELECT p.\"email\" FROM \"person\" p WHERE p.\"id\" = \"note\".\"owner_id\") AS \"owner_id_email\""));

        targetHolds = e -> e.moved.add("people");
        answers.clear();
        assertEquals("people", reference(write(), "notes").entity());
    }

    @Test
    void whatWillNotFitIsSaidWithItsCount() {
        source.add("CREATE TABLE item (id INTEGER PRIMARY KEY, code TEXT, lost TEXT, amount INTEGER)");
        rows.add("INSERT INTO item VALUES (1, 'abcdef', 'x', 3000000000), (2, 'ab', 'x', 1), (3, 'ab', 'x', 1)");
        target = "CREATE TABLE items (id INT PRIMARY KEY, code VARCHAR(5) UNIQUE, amount INT, extra_flag INT)";

        List<String> notes = write().notes();

        assertTrue(notes.contains("items: 1 row has more than 5 characters in code, the most that code takes; such rows will be rejected."), notes.toString());
        assertTrue(notes.contains("items: 1 row has a number in amount that amount cannot hold; such rows will be rejected."), notes.toString());
        assertTrue(notes.contains("items: 1 value of code stands in several rows, but code must be unique; all such rows but one each will be rejected.")
                || notes.stream().anyMatch(n -> n.contains("must be unique")), notes.toString());
        assertTrue(notes.contains("items: of item lost goes nowhere."), notes.toString());
        assertTrue(notes.contains("items: extra_flag gets NULL, because nothing in item fits."), notes.toString());
    }

    @Test
    void tablesAreFoundAcrossPrefixesAndPlurals() {
        source.addAll(List.of(
                "CREATE TABLE tblCategory (CategoryID INTEGER PRIMARY KEY, CategoryName TEXT)",
                "CREATE TABLE tblPerson (PersonID INTEGER PRIMARY KEY, FullName TEXT)",
                "CREATE TABLE tblAddress (AddressID INTEGER PRIMARY KEY, Street TEXT)"));
        target = "CREATE TABLE categories (id INT PRIMARY KEY, name TEXT); CREATE TABLE people (id INT PRIMARY KEY, full_name TEXT);"
                + "CREATE TABLE addresses (id INT PRIMARY KEY, street TEXT)";

        Draft draft = write();

        assertEquals(List.of("addresses", "categories", "people"), draft.plan().steps().stream().map(Step::name).toList());
        assertEquals(6, draft.plan().steps().stream().mapToInt(s -> s.mapping().size()).sum());
        assertEquals(List.of(), open(draft));
    }

    @Test
    void anUnknownTableGetsTheNearestName() {
        source.add("CREATE TABLE item (id INTEGER PRIMARY KEY)");
        target = "CREATE TABLE items (id INT PRIMARY KEY)";
        tables.add("itmes");

        WharfException unknown = assertThrows(WharfException.class, this::write);

        assertEquals("unknown-table", unknown.code());
        assertEquals("Did you mean items?", unknown.next());
    }

    @Test
    void rowsThatAreThereAlreadyAreAQuestionWhereKeysAreKept() {
        source.add("CREATE TABLE item (id INTEGER PRIMARY KEY)");
        target = "CREATE TABLE items (id INT PRIMARY KEY)";
        targetHolds = e -> e.targetRows.put("items", 3L);

        assertEquals(List.of("existing.items"), open(write()));
        answers.put("existing.items", "skip-existing");
        assertEquals("skip-existing", write().plan().steps().getFirst().ownWrite().mode().word());
    }

    @Test
    void namesThatAreJavasOwnAndValuesThatNeedEscapesStillCompile() {
        source.add("CREATE TABLE object (id INTEGER PRIMARY KEY, \"class\" TEXT, \"a\\b\"\" c\" TEXT)".replace("\"a\\b\"\" c\" TEXT", "size TEXT"));
        rows.add("INSERT INTO object VALUES (1, 'say \"hi\"\\' || char(10), char(1) || 'é😀'), (2, 'x' || char(8203), 'z')");
        target = "CREATE TYPE k AS ENUM ('new', 'default'); CREATE TABLE objects (id INT PRIMARY KEY, class k, size k)";

        Draft draft = write();
        draft.plan().decisions().forEach(d -> answers.put(d.id(), "new"));
        Draft answered = write();

        assertEquals("ObjectRows.java".replace("Rows", "s"), answered.plan().steps().getFirst().transform());
        String java = java(answered, "objects");
        assertTrue(java.contains("\"say \\\"hi\\\"\\\\\\n\""), java);
        assertTrue(java.contains("\"\\001é😀\""), java);
        assertFalse(java.contains("\u200b"), java);
    }
}
