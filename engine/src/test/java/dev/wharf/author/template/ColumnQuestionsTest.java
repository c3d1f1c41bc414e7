package dev.wharf.author.template;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.Draft;
import dev.wharf.author.PlanRequest;
import dev.wharf.author.Reach;
import dev.wharf.author.recall.Example;
import dev.wharf.author.recall.Recall;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.plan.Decision;
import dev.wharf.plan.MappingRule;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import dev.wharf.testing.SqliteFiles;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns that no name leads to, units, names of people, keys of several columns. */
class ColumnQuestionsTest {

    @TempDir
    Path folder;

    private final Map<String, String> answers = new LinkedHashMap<>();
    private Recall recall = Recall.NONE;

    private Draft write(List<String> source, List<String> rows, String target) {
        Path file = folder.resolve("source.db");
        if (!file.toFile().exists()) {
            SqliteFiles.make(file, Stream.concat(source.stream(), rows.stream()).toArray(String[]::new));
        }
        try (SqliteEvidence evidence = new SqliteEvidence(file)) {
            Draft draft = new TemplateAuthor(recall).write(new PlanRequest("p", "", "legacy", "app",
                    DdlSchemas.read(Dialect.SQLITE, source), DdlSchemas.read(Dialect.POSTGRESQL, target), List.of(), Map.of(), Reach.CONDITIONS, null,
                    answers, evidence));
            Drafts.assertSound(Dialect.SQLITE, draft);
            return draft;
        }
    }

    private static Decision open(Draft draft, String id) {
        return draft.plan().openDecisions().stream().filter(d -> d.id().equals(id)).findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not among " + draft.plan().decisions()));
    }

    private static String java(Draft draft) {
        return draft.files().get(draft.plan().steps().getFirst().transform());
    }

    private static Optional<MappingRule> rule(Draft draft, String step, String column) {
        return draft.plan().steps().stream().filter(s -> s.name().equals(step)).map(Step::mapping).flatMap(List::stream)
                .filter(r -> r.target().equals(column)).findFirst();
    }

    @Test
    void aColumnThatIsNeededCanBeAnsweredWithOneThatIsLeftOver() {
        List<String> source = List.of("CREATE TABLE loan (id INTEGER PRIMARY KEY, out_day TEXT NOT NULL, who TEXT NOT NULL)");
        List<String> rows = List.of("INSERT INTO loan VALUES (1, '2020-01-01', 'Ada')");
        String target = "CREATE TABLE loans (id INT PRIMARY KEY, borrower TEXT NOT NULL)";

        Decision asked = open(write(source, rows, target), "column.loans.borrower");
        assertEquals(List.of("out_day", "who", "none"), asked.options());

        answers.put("column.loans.borrower", "who");
        assertTrue(java(write(source, rows, target)).contains(".copy(\"borrower\", \"who\")"));

        answers.put("column.loans.borrower", "none");
        assertEquals("value.loans.borrower", write(source, rows, target).plan().openDecisions().getFirst().id());
    }

    @Test
    void aColumnThatAnOpenQuestionMayTakeGoesNowhereOnlyForNow() {
        List<String> source = List.of("CREATE TABLE loan (id INTEGER PRIMARY KEY, out_day TEXT NOT NULL, who TEXT NOT NULL, fee INTEGER, zzz INTEGER)");
        List<String> rows = List.of("INSERT INTO loan VALUES (1, '2020-01-01', 'Ada', 7, NULL)");
        String target = "CREATE TABLE loans (id INT PRIMARY KEY, borrower TEXT NOT NULL, fee NUMERIC(10,2))";

        List<String> open = write(source, rows, target).notes();
        assertTrue(open.contains("loans: of loan zzz goes nowhere."), open.toString());
        assertTrue(open.contains("loans: of loan out_day, who, fee may go somewhere: column.loans.borrower, unit.loans.fee are not answered."),
                open.toString());

        answers.putAll(Map.of("column.loans.borrower", "who", "unit.loans.fee", "as it is"));
        List<String> answered = write(source, rows, target).notes();
        assertTrue(answered.contains("loans: of loan out_day, zzz go nowhere."), answered.toString());
        assertFalse(answered.toString().contains("may go"), answered.toString());
    }

    @Test
    void whatAnApprovedPlanTookIsOfferedFirstAndNeverTakenSilently() {
        recall = new Recall() {
            @Override
            public List<Example> similarTo(String request, Schema source, Schema target, Predicate<String> shown) {
                return List.of();
            }

            @Override
            public Optional<Remembered> column(String sourceTable, String targetTable, String targetColumn) {
                return targetColumn.equals("borrower") ? Optional.of(new Remembered("who", "earlier")) : Optional.empty();
            }

            @Override
            public Optional<Remembered> answer(String decision) {
                return decision.equals("column.loans.borrower") ? Optional.of(new Remembered("none", "newer")) : Optional.empty();
            }
        };
        Draft draft = write(List.of("CREATE TABLE loan (id INTEGER PRIMARY KEY, out_day TEXT NOT NULL, who TEXT NOT NULL)"), List.of(),
                "CREATE TABLE loans (id INT PRIMARY KEY, borrower TEXT)");

        Decision asked = open(draft, "column.loans.borrower");
        assertEquals("who", asked.options().getFirst());
        assertTrue(asked.evidence().toString().contains("the plan earlier"), asked.evidence().toString());
        assertEquals("the plan newer, which was approved, answered none", asked.evidence().getLast());
    }

    @Test
    void centsBecomeDecimalsByTheirNameAndOtherAmountsAreAsked() {
        List<String> source = List.of("CREATE TABLE item (id INTEGER PRIMARY KEY, price_cents INTEGER, fee INTEGER, size INTEGER)");
        List<String> rows = List.of("INSERT INTO item VALUES (1, 1999, 5, 3)");
        String target = "CREATE TABLE items (id INT PRIMARY KEY, price NUMERIC(10,2), fee NUMERIC(10,2), size NUMERIC(10,2))";

        Draft draft = write(source, rows, target);
        assertTrue(java(draft).contains("price_cents == null ? null : price_cents.movePointLeft(2)")
                || java(draft).contains("priceCents == null ? null : priceCents.movePointLeft(2)"), java(draft));
        assertTrue(java(draft).contains(".copy(\"size\", \"size\")"), java(draft));
        assertEquals(List.of("divide by 100", "as it is", "reject"), open(draft, "unit.items.fee").options());

        answers.put("unit.items.fee", "as it is");
        assertTrue(java(write(source, rows, target)).contains(".copy(\"fee\", \"fee\")"));
    }

    @Test
    void namesOfPeopleArePutTogetherOrCutAsAPersonDecides() {
        List<String> source = List.of("CREATE TABLE person (id INTEGER PRIMARY KEY, fname TEXT, lname TEXT)");
        String target = "CREATE TABLE persons (id INT PRIMARY KEY, full_name TEXT NOT NULL)";
        assertEquals(List.of("fname + lname", "lname, fname", "reject"), open(write(source, List.of(), target), "column.persons.full_name").options());
        answers.put("column.persons.full_name", "lname, fname");
        assertEquals(List.of("fname", "lname"), rule(write(source, List.of(), target), "persons", "full_name").orElseThrow().from());
    }

    @Test
    void anInstantIsNoFlag() {
        Draft draft = write(List.of("CREATE TABLE account (id INTEGER PRIMARY KEY, deleted INTEGER)"),
                List.of("INSERT INTO account VALUES (1, 0), (2, 1)"),
                "CREATE TABLE accounts (id INT PRIMARY KEY, deleted_at TIMESTAMP)");
        assertTrue(rule(draft, "accounts", "deleted_at").isEmpty());
    }

    @Test
    void aKeyOfSeveralColumnsIsLookedUpAsAWholeWhereTheParentGetsANewOne() {
        List<String> source = List.of(
                "CREATE TABLE site (country TEXT NOT NULL, code TEXT NOT NULL, title TEXT, PRIMARY KEY (country, code))",
                "CREATE TABLE bin (country TEXT NOT NULL, site TEXT NOT NULL, no INTEGER NOT NULL, PRIMARY KEY (country, site, no),"
                        + " FOREIGN KEY (country, site) REFERENCES site (country, code))");
        Draft draft = write(source, List.of("INSERT INTO site VALUES ('DE', 'B', 'Berlin')", "INSERT INTO bin VALUES ('DE', 'B', 1)"),
                "CREATE TABLE sites (id UUID PRIMARY KEY, country TEXT NOT NULL, code TEXT NOT NULL, title TEXT);"
                        + "CREATE TABLE bins (id UUID PRIMARY KEY, site_id UUID NOT NULL REFERENCES sites (id), number INT NOT NULL)");

        Reference reference = draft.plan().steps().getLast().references().getFirst();
        assertEquals(List.of("country", "site"), reference.from());
        assertEquals("sites", reference.entity());
        assertEquals(List.of("country", "site"), rule(draft, "bins", "site_id").orElseThrow().from());
        assertEquals(List.of("no"), rule(draft, "bins", "number").orElseThrow().from());
    }

    @Test
    void oneRowBecomesARowInEachOfTwoTablesThatShareItsColumns() {
        List<String> source = List.of("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL, street TEXT, city TEXT)");
        Draft draft = write(source, List.of("INSERT INTO person VALUES (1, 'Ada', 'Main St', 'Ulm')"),
                "CREATE TABLE people (id UUID PRIMARY KEY, name TEXT NOT NULL);"
                        + "CREATE TABLE addresses (person_id UUID PRIMARY KEY REFERENCES people (id), street TEXT, city TEXT)");

        assertEquals(List.of("people", "addresses"), draft.plan().steps().stream().map(Step::name).toList());
        assertEquals("people", draft.plan().steps().getLast().references().getFirst().entity());
        assertEquals(List.of("id"), rule(draft, "addresses", "person_id").orElseThrow().from());
        assertEquals(List.of("street"), rule(draft, "addresses", "street").orElseThrow().from());
    }
}
