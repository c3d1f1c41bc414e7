package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.shell.line.LineParser;
import dev.wharf.shell.line.ShellCommand;
import dev.wharf.shell.line.Words;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.shell.core.command.Command;
import org.springframework.shell.core.command.ParsedInput;

final class HelpTest {

    private static final int ONE_SCREEN = 45;

    private final ShellUnderTest shell = new ShellUnderTest();
    private final Golden golden = new Golden("help");

    @Test
    void everyCommandHasAPageOfOneScreenAsItsGoldenFileHasIt() {
        List<String> names = new ArrayList<>(List.of("help-of-all"));
        golden.matches("help-of-all", shell.run("help").out());
        for (Command command : shell.registry().getCommands()) {
            String file = command.getName().replace(' ', '-');
            names.add(file);
            List<String> words = new ArrayList<>(List.of("help"));
            words.addAll(Arrays.asList(command.getName().split(" ")));
            String page = shell.run(words).out();
            golden.matches(file, page);
            assertTrue(page.lines().count() <= ONE_SCREEN, command.getName() + " takes more than one screen");
            assertTrue(page.lines().allMatch(line -> line.length() <= 140), command.getName() + " has a wide line");
        }
        golden.holdsOnly(names);
    }

    @Test
    void everyCommandHasExamplesThatParseToItself() {
        LineParser parser = shell.parser();
        for (Command command : shell.registry().getCommands()) {
            ShellCommand known = (ShellCommand) command;
            assertFalse(known.examples().isEmpty(), command.getName() + " has no example");
            for (String example : known.examples()) {
                ParsedInput parsed = parser.parse(Words.split(example));
                String name = String.join(" ", parsed.commandName(), String.join(" ", parsed.subCommands())).strip();
                boolean asks = example.contains("--help") || example.contains("--version");
                assertTrue(asks || name.equals(command.getName()), example + " is no example of " + command.getName());
            }
        }
    }

    @Test
    void threeWaysToAskGiveTheSamePage() {
        String page = shell.run("help", "init").out();
        assertEquals(page, shell.run("init", "--help").out());
        assertEquals(page, shell.run("--help", "init").out());
        assertEquals(page, shell.run("init", "-h", "--source", "x").out());
    }
}
