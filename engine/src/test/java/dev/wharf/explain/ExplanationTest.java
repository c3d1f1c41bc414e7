package dev.wharf.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.explain.Explanation.Told;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.RejectLimit;
import dev.wharf.testing.ExamplePlans;
import dev.wharf.testing.Golden;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The words over the plans of the examples, as the author's golden files hold them. */
class ExplanationTest {

    private static final List<String> EXAMPLES = List.of("brackets", "company-users", "technician-roles", "user-groups");

    @Test
    void examplesAreToldAsTheirGoldenFilesHaveIt() throws IOException {
        Golden golden = new Golden("explain");
        for (String example : EXAMPLES) {
            golden.matches(example + ".txt", text(Explanation.of(plan(example))));
        }
        golden.holdsOnly(EXAMPLES.stream().map(e -> e + ".txt").toList());
    }

    @Test
    void whatAnExtractReadsIsToldByItsCommentOrItsCondition() {
        assertEquals("all rows of users", ExtractWords.of("SELECT \"id\" FROM \"users\"", "users.sql"));
        assertEquals("the rows of users that meet the condition company_id = 7",
                ExtractWords.of("SELECT id FROM users WHERE (company_id = 7)", "users.sql"));
        assertEquals("the rows of offices that users.office_id refers to",
                ExtractWords.of("-- Rows of offices that users.office_id refers to.\nSELECT id FROM offices WHERE id IN (SELECT office_id FROM users)", "o.sql"));
        assertEquals("the rows of offices that users.office_id refers to",
                ExtractWords.of("SELECT id FROM offices WHERE \"id\" IN (SELECT \"office_id\" FROM \"users\" WHERE (x = 1))", "o.sql"));
        assertEquals("the rows of a that meet a condition, which a.sql holds",
                ExtractWords.of("SELECT i FROM a WHERE i > (SELECT max(i) FROM b)", "a.sql"));
        assertEquals("all rows of a, joined with b", ExtractWords.of("SELECT a.x FROM a JOIN b ON a.i = b.i", "a.sql"));
        assertEquals("what a.sql puts together", ExtractWords.of("SELECT x FROM a UNION ALL SELECT x FROM b", "a.sql"));
        assertEquals("what a.sql selects", ExtractWords.of("SELEC", "a.sql"));
    }

    @Test
    void reasonsOfAClassAreTold() {
        assertEquals(List.of("rejected: no \"such\" role", "skipped: old", "rejected for a reason that the class works out"),
                RejectWords.of("target.reject(\"no \\\"such\\\" role\"); target.skip(\"old\"); target.reject(\"x\" + y); target.skip( \"old\" )"));
    }

    @Test
    void aDraftIsSaidToBeOne() {
        LoadedPlan loaded = plan("brackets");
        Plan p = loaded.plan();
        Plan draft = new Plan(p.name(), p.request(), p.source(), p.target(), null, RejectLimit.DEFAULT, p.steps(), p.decisions(),
                List.of("my_function"), true);
        Explanation told = Explanation.of(LoadedPlan.of(draft, loaded.files()));
        assertTrue(told.summary().getLast().contains("neither approved nor run"));
        assertTrue(told.risks().getLast().contains("my_function"));
    }

    private static LoadedPlan plan(String example) {
        Map<String, String> files = ExamplePlans.files(example);
        Plan plan = PlanFile.read(files.remove(PlanFile.NAME)).orThrow();
        return LoadedPlan.of(plan, files);
    }

    private static String text(Explanation told) {
        StringBuilder text = new StringBuilder();
        told.summary().forEach(s -> text.append(s).append('\n'));
        for (Told step : told.steps()) {
            text.append("\n").append(step.name()).append(": ").append(step.title()).append('\n');
            step.lines().forEach(l -> text.append("  ").append(l).append('\n'));
        }
        text.append("\ndecided\n");
        told.decided().forEach(d -> text.append("  ").append(d.question()).append(" → ").append(d.answer()).append('\n'));
        text.append("\nopen\n");
        told.open().forEach(o -> text.append("  ").append(o.question()).append(' ').append(o.options()).append('\n'));
        text.append("\nrisks\n");
        told.risks().forEach(r -> text.append("  ").append(r).append('\n'));
        text.append("\nsafeguards\n");
        told.safeguards().forEach(s -> text.append("  ").append(s).append('\n'));
        return text.toString();
    }
}
