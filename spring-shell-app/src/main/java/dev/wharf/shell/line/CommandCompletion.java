package dev.wharf.shell.line;

import dev.wharf.shell.interactive.Completion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.shell.core.command.CommandRegistry;

/** Completes commands, options, and the names that the workspace knows. */
public final class CommandCompletion implements Completion {

    private final CommandRegistry registry;
    private final Names names;

    public CommandCompletion(CommandRegistry registry, Names names) {
        this.registry = registry;
        this.names = names;
    }

    @Override
    public List<Proposal> propose(List<String> words) {
        String last = words.getLast();
        List<String> plain = new ArrayList<>();
        Optional<Parameter.Named> awaiting = Optional.empty();
        for (String word : words.subList(0, words.size() - 1)) {
            if (awaiting.isPresent()) {
                awaiting = Optional.empty();
            } else if (word.startsWith("--")) {
                awaiting = option(command(plain), word).filter(o -> !o.flag());
            } else if (!word.startsWith("-")) {
                plain.add(word);
            }
        }
        Optional<ShellCommand> command = command(plain);
        if (awaiting.isPresent()) {
            return values(awaiting.get(), "");
        }
        int equals = last.indexOf('=');
        if (last.startsWith("--") && equals > 0) {
            return option(command, last.substring(0, equals))
                    .map(o -> values(o, last.substring(0, equals + 1)))
                    .orElse(List.of());
        }
        if (last.startsWith("-")) {
            return Stream.concat(command.map(CommandCompletion::options).orElse(List.of()).stream(), globals().stream())
                    .toList();
        }
        return command.map(known -> arguments(known, plain)).orElseGet(() -> commandWords(plain));
    }

    private List<Proposal> arguments(ShellCommand known, List<String> plain) {
        int position = plain.size() - known.getName().split(" ").length;
        List<Proposal> proposals = known.parameters().stream()
                .filter(p -> p instanceof Parameter.Positional argument && argument.index() == position)
                .flatMap(p -> values(p, "").stream())
                .toList();
        return proposals.isEmpty() ? options(known) : proposals;
    }

    private List<ShellCommand> commands() {
        return registry.getCommands().stream()
                .filter(c -> c instanceof ShellCommand)
                .map(c -> (ShellCommand) c)
                .sorted(java.util.Comparator.comparing(ShellCommand::getName))
                .toList();
    }

    private Optional<ShellCommand> command(List<String> plain) {
        return commands().stream()
                .filter(c -> {
                    List<String> name = List.of(c.getName().split(" "));
                    return plain.size() >= name.size() && plain.subList(0, name.size()).equals(name);
                })
                .findFirst();
    }

    private List<Proposal> commandWords(List<String> plain) {
        String prefix = plain.isEmpty() ? "" : String.join(" ", plain) + " ";
        return commands().stream()
                .filter(c -> c.getName().startsWith(prefix))
                .map(c -> {
                    String[] rest = c.getName().substring(prefix.length()).split(" ");
                    return new Proposal(rest[0], rest.length == 1 ? c.getDescription() : "");
                })
                .distinct()
                .toList();
    }

    private static List<Proposal> options(ShellCommand command) {
        return command.options().stream()
                .map(o -> new Proposal("--" + o.name(), o.description()))
                .toList();
    }

    private static List<Proposal> globals() {
        return Globals.OPTIONS.stream()
                .map(o -> new Proposal("--" + o.name(), o.description()))
                .toList();
    }

    /** An option as it is written, without a value behind an equals sign; empty where it has one or is not known. */
    private static Optional<Parameter.Named> option(Optional<ShellCommand> command, String written) {
        String name = written.substring(2);
        return command.stream()
                .flatMap(c -> c.options().stream())
                .filter(o -> o.name().equals(name))
                .findFirst()
                .or(() -> Globals.option(name));
    }

    private List<Proposal> values(Parameter parameter, String prefix) {
        List<String> values = parameter.type().isEnum()
                ? Parameter.constants(parameter.type())
                : switch (parameter.placeholder()) {
                    case "CONNECTION" -> names.connections();
                    case "PLAN" -> names.plans();
                    case "RUN" -> names.runs();
                    case "TABLE" -> names.tables();
                    case "COMMAND" ->
                        commands().stream().map(c -> c.getName().split(" ")[0]).distinct().toList();
                    default -> List.of();
                };
        return values.stream().map(v -> new Proposal(prefix + v, "")).toList();
    }
}
