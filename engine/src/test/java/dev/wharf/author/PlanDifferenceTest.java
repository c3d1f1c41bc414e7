package dev.wharf.author;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.author.PlanDifference.Entry;
import dev.wharf.author.PlanDifference.Kind;
import dev.wharf.database.WriteMode;
import dev.wharf.plan.MappingRule;
import dev.wharf.plan.Plan;
import dev.wharf.plan.RejectLimit;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanDifferenceTest {

    @Test
    void aPlanDiffersInNothingFromItself() {
        Plan plan = plan(step("users", WriteMode.INSERT, rule("name", "title"), rule("id", "id")));
        assertEquals(new PlanDifference(2, List.of()), PlanDifference.between(plan, plan));
    }

    @Test
    void otherColumnsDifferAndOtherWordsDoNot() {
        Plan first = plan(step("users", WriteMode.INSERT, rule("name", "first", "last"), rule("mail", "email"), rule("old", "x")));
        Plan second = plan(step("users", WriteMode.UPSERT,
                new MappingRule(null, "name", List.of("last", "first"), "joined"), rule("mail", "contact"), rule("born", "dob")));
        assertEquals(
                new PlanDifference(1, List.of(
                        new Entry(Kind.OTHER_WRITE, "users", "", "insert by id", "upsert by id"),
                        new Entry(Kind.ONLY_SECOND, "users", "born", "", "from dob: copied"),
                        new Entry(Kind.OTHER_COLUMNS, "users", "mail", "from email: copied", "from contact: copied"),
                        new Entry(Kind.ONLY_FIRST, "users", "old", "from x: copied", ""))),
                PlanDifference.between(first, second));
    }

    @Test
    void aTableThatOnePlanAloneWritesDiffersInAllItsColumns() {
        PlanDifference difference = PlanDifference.between(
                plan(step("users", WriteMode.INSERT, rule("id", "id"))),
                plan(step("users", WriteMode.INSERT, rule("id", "id")), step("roles", WriteMode.INSERT, rule("id", "id"), rule("name", "n"))));
        assertEquals(1, difference.same());
        assertEquals(List.of("id", "name"), difference.entries().stream().map(Entry::column).toList());
    }

    private static Plan plan(Step... steps) {
        return new Plan("p", "", "a", "b", null, RejectLimit.DEFAULT, List.of(steps), List.of(), List.of(), false);
    }

    private static Step step(String table, WriteMode mode, MappingRule... rules) {
        return new Step(table, table, table + ".sql", List.of("id"), "T.java", List.of(), List.of(),
                List.of(new Write(table, List.of("id"), mode)), List.of(rules), null);
    }

    private static MappingRule rule(String target, String... from) {
        return new MappingRule(null, target, List.of(from), "copied");
    }
}
