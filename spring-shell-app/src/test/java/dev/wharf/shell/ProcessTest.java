package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process shows: exit codes, streams, and that nothing around it changes how it starts. */
final class ProcessTest {

    @TempDir
    Path folder;

    @Test
    void aCommandThatDidItsWorkExitsWithZeroAndSaysNothingElse() {
        WharfProcess.Said said = run("", "version");
        assertEquals(0, said.exitCode(), said.err());
        assertTrue(said.out().startsWith("wharf "), said.out());
        assertEquals("", said.err());
    }

    @Test
    void wrongUsageExitsWithTwoAndWritesToStderrAlone() {
        WharfProcess.Said said = run("", "init", "--sauce", "x");
        assertEquals(2, said.exitCode());
        assertEquals("", said.out());
        assertTrue(said.err().contains("Did you mean --source?"), said.err());
        assertFalse(said.err().contains("\tat "), "no stack trace");
    }

    @Test
    void aStackTraceIsShownOnRequest() {
        WharfProcess.Said said = run("", "init", "--stacktrace", "--sauce", "x");
        assertEquals(2, said.exitCode());
        assertTrue(said.err().contains("\tat dev.wharf."), said.err());
    }

    @Test
    void withJsonAFailureIsOneDocumentOnStdout() {
        WharfProcess.Said said = run("", "--format", "json", "--quiet", "nope");
        assertEquals(2, said.exitCode());
        assertEquals("", said.err());
        Schemas.accepts("error", said.out());
    }

    @Test
    void documentsAreUtf8UnderAnyLocale() {
        WharfProcess.Said said = WharfProcess.run(
                folder, Map.of("LC_ALL", "POSIX"), "", "--format", "json", "init", "--source", "jdbc:sqlite:a",
                "--target", "jdbc:sqlite:b", "extra");
        assertEquals(2, said.exitCode());
        WharfProcess.Said help = WharfProcess.run(folder, Map.of("LC_ALL", "POSIX"), "", "help");
        assertTrue(help.out().contains("COMMAND …"), help.out());
    }

    @Test
    void neitherVariablesNorFilesMeantForSpringChangeAnything() throws IOException {
        Files.writeString(folder.resolve("application.properties"), "spring.main.banner-mode=console\ndebug=true\n");
        WharfProcess.Said said = WharfProcess.run(
                folder,
                Map.of("SPRING_MAIN_BANNER_MODE", "console", "DEBUG", "true", "SPRING_PROFILES_ACTIVE", "x"),
                "",
                "version");
        assertEquals(0, said.exitCode());
        assertEquals(1, said.out().lines().count(), said.out());
        assertEquals("", said.err());
    }

    @Test
    void linesFromAPipeRunUntilOneFails() {
        WharfProcess.Said said = run("# a remark\nversion\n\nnope\nversion\n");
        assertEquals(2, said.exitCode());
        assertEquals(1, said.out().lines().count(), said.out());
        assertTrue(said.err().contains("There is no command nope."), said.err());
        assertEquals(0, run("version\nexit\nnope\n").exitCode());
    }

    @Test
    void theWorkspaceIsTheNearestFolderAbove() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b"));
        WharfProcess.Said made = run("", "init", "--source", "jdbc:sqlite:a", "--target", "jdbc:sqlite:b");
        assertEquals(0, made.exitCode(), made.err());
        assertTrue(Files.exists(folder.resolve("wharf.yaml")));
        assertEquals(0, WharfProcess.run(deep, Map.of(), "", "version").exitCode());
    }

    private WharfProcess.Said run(String input, String... words) {
        return WharfProcess.run(folder, Map.of(), input, words);
    }
}
