package dev.wharf.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.failure.WharfException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DecisionsTest {

    private static final String YAML = """
            wharf: 1
            name: p
            source: a
            target: b
            draft: true
            steps: []
            decisions:  # äö 😀 keep me
              - id: role.one   # first
                options: [master, "null", reject]
                answer:        # to be said
              - { id: role.two, options: [master], answer: master } # flow
              - question: no answer key
                id: free
              - id: old
                answer: "said # before" # why
            """;

    @Test
    void answersArePutInAndEverythingElseStays() {
        String edited = Decisions.edit(YAML, Map.of("role.one", "null", "role.two", "master", "free", "a: b", "old", "2"));

        assertEquals(
                YAML.replace("answer:        # to be said", "answer: \"null\"        # to be said")
                        .replace("  - question: no answer key", "  - answer: \"a: b\"\n    question: no answer key")
                        .replace("answer: \"said # before\" # why", "answer: 2 # why"),
                edited);
        assertEquals(Map.of("role.one", "null", "role.two", "master", "free", "a: b", "old", "2"),
                Decisions.given(PlanFile.read(edited).orThrow()));
    }

    @Test
    void oneWrongAnswerIsEnoughForNone() {
        Plan plan = PlanFile.read(YAML).orThrow();

        WharfException option = assertThrows(WharfException.class,
                () -> Decisions.check(plan, Map.of("role.one", "mastr")));
        assertEquals("Plan p: role.one cannot be answered with mastr.", option.text());
        assertEquals("Did you mean master?", option.next());
        WharfException id = assertThrows(WharfException.class,
                () -> Decisions.check(plan, new java.util.TreeMap<>(Map.of("role.on", "master", "role.two", "reject"))));
        assertEquals("Plan p: there is no decision role.on; role.two cannot be answered with reject; nothing was answered.", id.text());
        assertEquals("Did you mean role.one?", id.next());
        assertThrows(WharfException.class, () -> Decisions.check(plan, Map.of("free", " ")));
    }

    @Test
    void answersAreReadAsTheyAreTyped() {
        assertEquals(Map.of("a", "b=c", "d", ""), Decisions.parse(List.of("a=b=c", "d=")));
        assertThrows(WharfException.class, () -> Decisions.parse(List.of("a")));
        assertThrows(WharfException.class, () -> Decisions.parse(List.of("a=1", "a=2")));
    }
}
