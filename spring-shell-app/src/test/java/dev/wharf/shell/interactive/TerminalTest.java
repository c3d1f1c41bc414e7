package dev.wharf.shell.interactive;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The interactive shell on a real pseudo-terminal, which tmux gives. */
final class TerminalTest {

    private static final String SESSION = "wharf-test-" + ProcessHandle.current().pid();

    @TempDir
    Path folder;

    @BeforeEach
    void tmuxIsThere() throws Exception {
        assumeTrue(hasTmux(), "tmux is not installed, so the interactive shell is not tested on a terminal");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String command = "trap : INT; cd '" + folder + "' && XDG_STATE_HOME='" + folder + "/state' '" + java
                + "' --enable-native-access=ALL-UNNAMED -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path")
                + "' dev.wharf.shell.Main; echo ended with $?; exec sleep 60";
        Path script = folder.resolve("start.sh");
        Files.writeString(script, command);
        tmux("new-session", "-d", "-s", SESSION, "-x", "110", "-y", "40", "sh", script.toString());
    }

    @AfterEach
    void end() throws Exception {
        if (hasTmux()) {
            tmux("kill-session", "-t", SESSION);
        }
    }

    @Test
    void completesRunsRemembersAndLeaves() throws Exception {
        await("wharf>");
        type("vers", "Tab");
        await("wharf> version");
        type("", "Enter");
        await("(Java ");
        type("nope", "Enter");
        await("There is no command nope.");
        type("init --sou", "Tab");
        await("init --source");
        type("", "C-c");
        type("", "Up");
        type("", "Up");
        await("wharf> version");
        type("", "C-u");
        type("exit", "Enter");
        await("ended with 0");
        assertTrue(Files.readString(folder.resolve("state/wharf/history")).contains("version"));
    }

    private static boolean hasTmux() throws Exception {
        try {
            return new ProcessBuilder("tmux", "-V").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void type(String text, String key) throws Exception {
        if (!text.isEmpty()) {
            tmux("send-keys", "-t", SESSION, "-l", text);
        }
        tmux("send-keys", "-t", SESSION, key);
    }

    private static void await(String text) throws Exception {
        String screen = "";
        for (int i = 0; i < 200; i++) {
            screen = tmux("capture-pane", "-t", SESSION, "-p");
            if (screen.contains(text)) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        fail("the terminal does not show \"" + text + "\":\n" + screen);
    }

    private static String tmux(String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", SESSION));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
