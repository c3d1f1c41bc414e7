package dev.wharf.shell.line;

import dev.wharf.failure.Nearest;
import dev.wharf.shell.json.HelpDocument;
import java.util.Comparator;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.shell.core.command.CommandRegistry;

/** The help, made from what the commands say of themselves. */
public final class HelpPages {

    private static final String ANY = "wharf [--workspace DIR] [--format text|json] [--quiet] COMMAND …";

    private static final int USAGE_WIDTH = 90;

    private final ObjectProvider<CommandRegistry> registry;

    public HelpPages(ObjectProvider<CommandRegistry> registry) {
        this.registry = registry;
    }

    /** @throws dev.wharf.failure.WharfException of kind USAGE for words that begin no command */
    public HelpDocument page(List<String> words) {
        String name = String.join(" ", words);
        List<ShellCommand> all = commands();
        List<ShellCommand> meant =
                all.stream().filter(c -> c.getName().equals(name)).toList();
        if (meant.isEmpty()) {
            meant = all.stream()
                    .filter(c -> name.isEmpty() || c.getName().startsWith(name + " "))
                    .toList();
        }
        if (meant.isEmpty()) {
            List<String> names = all.stream().map(ShellCommand::getName).toList();
            throw Usage.error(
                    "unknown-command",
                    "There is no command " + name + "." + Nearest.question(name, names),
                    "`wharf help` lists the commands.");
        }
        boolean detailed = meant.size() == 1 && !name.isEmpty();
        return new HelpDocument(
                detailed ? usage(meant.getFirst()) : ANY,
                meant.stream().map(HelpPages::entry).toList(),
                Globals.OPTIONS.stream().map(HelpPages::option).toList(),
                detailed);
    }

    private List<ShellCommand> commands() {
        return registry.getObject().getCommands().stream()
                .filter(c -> c instanceof ShellCommand)
                .map(c -> (ShellCommand) c)
                .sorted(Comparator.comparing(ShellCommand::getGroup).thenComparing(ShellCommand::getName))
                .toList();
    }

    private static HelpDocument.Entry entry(ShellCommand command) {
        return new HelpDocument.Entry(
                command.getName(),
                command.getGroup(),
                command.getDescription(),
                command.details(),
                command.parameters().stream()
                        .filter(p -> p instanceof Parameter.Positional || p instanceof Parameter.Remaining)
                        .map(p -> new HelpDocument.Item(p.placeholder(), p.description()))
                        .toList(),
                command.options().stream().map(HelpPages::option).toList(),
                command.examples());
    }

    private static HelpDocument.Item option(Parameter.Named option) {
        String shown = "--" + option.name() + (option.flag() ? "" : " " + option.placeholder());
        String more = option.repeats() ? "; may be given several times" : "";
        String preset = option.preset() == null || option.flag() ? "" : "; default " + option.preset();
        return new HelpDocument.Item(shown, option.description() + more + preset);
    }

    private static String usage(ShellCommand command) {
        StringBuilder usage = new StringBuilder();
        StringBuilder line = new StringBuilder("wharf ").append(command.getName());
        for (Parameter parameter : command.parameters()) {
            String part = part(parameter);
            if (line.length() + part.length() > USAGE_WIDTH) {
                usage.append(line).append('\n');
                line = new StringBuilder("         ");
            }
            line.append(part);
        }
        return usage.append(line).toString();
    }

    private static String part(Parameter parameter) {
        return switch (parameter) {
            case Parameter.Positional p when p.required() -> " " + p.placeholder();
            case Parameter.Positional p -> " [" + p.placeholder() + "]";
            case Parameter.Remaining r -> " " + r.placeholder() + "…";
            case Parameter.Named n -> {
                String shown = "--" + n.name() + (n.flag() ? "" : " " + n.placeholder());
                yield n.required() ? " " + shown : " [" + shown + "]" + (n.repeats() ? "…" : "");
            }
            case Parameter.Circumstances c -> "";
        };
    }
}
