package dev.wharf.shell.line;

import java.util.List;
import org.springframework.shell.core.command.CommandParser;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.core.command.ParsedInput;

/**
 * Reads a command line, one-shot as the words that the system gives and interactive as a line. Unlike Spring Shell's parser
 * it keeps words as they are, refuses what no command takes, and knows flags, negative numbers and options before the
 * command.
 */
public final class LineParser implements CommandParser {

    private final CommandRegistry registry;

    public LineParser(CommandRegistry registry) {
        this.registry = registry;
    }

    @Override
    public ParsedInput parse(String line) {
        return parse(Words.split(line));
    }

    /** @throws dev.wharf.failure.WharfException of kind USAGE for whatever the command does not take */
    public ParsedInput parse(List<String> words) {
        return new LineReading(commands(), words).read();
    }

    private List<ShellCommand> commands() {
        return registry.getCommands().stream()
                .filter(c -> c instanceof ShellCommand)
                .map(c -> (ShellCommand) c)
                .sorted(java.util.Comparator.comparing(ShellCommand::getName))
                .toList();
    }
}
