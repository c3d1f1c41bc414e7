package dev.wharf.shell.command;

import dev.wharf.shell.json.Document;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.HelpPages;
import dev.wharf.shell.line.Named;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;

/** {@code help [COMMAND]}. */
public final class HelpCommand {

    private final HelpPages pages;

    public HelpCommand(HelpPages pages) {
        this.pages = pages;
    }

    @Command(name = "help", group = Groups.SHELL, description = "list the commands, or show one")
    @Example({"help", "help init", "init --help"})
    public Document help(
            @Argument(index = 0, description = "the command") @Named("COMMAND") @Nullable String first,
            @Argument(index = 1, description = "its second word, where it has one") @Named("WORD")
                    @Nullable String second) {
        List<String> words = Stream.of(first, second).filter(Objects::nonNull).map(w -> (String) w).toList();
        return pages.page(words);
    }
}
