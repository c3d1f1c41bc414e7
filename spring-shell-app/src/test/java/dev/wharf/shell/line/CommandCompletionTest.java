package dev.wharf.shell.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.shell.ShellUnderTest;
import dev.wharf.shell.interactive.Completion.Proposal;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandCompletionTest {

    private final ShellUnderTest shell = new ShellUnderTest();
    private final CommandCompletion completion = new CommandCompletion(shell.registry(), new Names() {
        @Override
        public List<String> connections() {
            return List.of("legacy", "app");
        }

        @Override
        public List<String> plans() {
            return List.of("brackets");
        }

        @Override
        public List<String> runs() {
            return List.of("run-1");
        }

        @Override
        public List<String> tables() {
            return List.of("users");
        }
    });

    @Test
    void proposesCommandsAndTheirSecondWords() {
        assertTrue(values("").containsAll(List.of("plan", "apply", "audit", "sandbox")));
        assertEquals(List.of("ddl", "events", "mappings", "purge", "rejects", "remarks", "runs"), values("audit", ""));
        assertEquals(List.of("doctor"), values("--quiet", "sandbox", ""));
    }

    @Test
    void proposesTheNamesOfTheWorkspace() {
        assertEquals(List.of("brackets"), values("check", ""));
        assertEquals(List.of("run-1"), values("audit", "mappings", ""));
        assertEquals(List.of("users"), values("plan", "words", "--table", ""));
        assertEquals(List.of("--source=legacy", "--source=app"), values("plan", "words", "--source="));
        assertEquals(List.of("template", "model", "paste", "both"), values("plan", "words", "--author", ""));
        assertEquals(List.of("text", "json"), values("--format", ""));
    }

    @Test
    void proposesOptionsWhereNothingElseCanStand() {
        assertTrue(values("preview", "brackets", "").contains("--rows"));
        assertTrue(values("preview", "brackets", "--").containsAll(List.of("--rows", "--format")));
        assertTrue(values("--").contains("--workspace"));
    }

    private List<String> values(String... words) {
        return completion.propose(List.of(words)).stream().map(Proposal::value).toList();
    }
}
