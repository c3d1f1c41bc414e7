package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/commands.md shows the help of every command as it is printed; the golden files hold what is printed. */
class CommandsPageTest {

    @Test
    void showsTheHelpOfEveryCommandAsItIs() throws IOException {
        String page = Files.readString(Path.of("../docs/commands.md"));
        try (Stream<Path> helps = Files.list(Path.of("src/test/resources/golden/help"))) {
            for (Path help : helps.sorted().toList()) {
                if (!help.getFileName().toString().equals("help-of-all.txt")) {
                    assertTrue(
                            page.contains(Files.readString(help).stripTrailing()),
                            () -> "docs/commands.md does not show " + help.getFileName() + " as it is");
                }
            }
        }
    }
}
