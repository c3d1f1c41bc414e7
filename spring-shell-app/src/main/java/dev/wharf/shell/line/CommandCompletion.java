package dev.wharf.shell.line;

import dev.wharf.failure.WharfException;
import dev.wharf.shell.interactive.Completion;
import dev.wharf.workspace.Workspace;
import dev.wharf.workspace.WorkspaceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.shell.core.command.CommandRegistry;

/** Completes commands, options, and the names that the workspace knows. */
public final class CommandCompletion implements Completion {

    private final CommandRegistry registry;
    private final Invocations invocations;

    public CommandCompletion(CommandRegistry registry, Invocations invocations) {
        this.registry = registry;
        this.invocations = invocations;
    }

    @Override
    public List<Proposal> propose(List<String> words) {
        String last = words.getLast();
        List<String> before = words.subList(0, words.size() - 1);
        List<String> plain = before.stream().filter(w -> !w.startsWith("-")).toList();
        Optional<ShellCommand> command = command(plain);
        if (command.isEmpty()) {
            return last.startsWith("-") ? globals() : commandWords(plain);
        }
        ShellCommand known = command.get();
        if (!before.isEmpty() && before.getLast().startsWith("--")) {
            Optional<Parameter.Named> awaiting = option(known, before.getLast());
            if (awaiting.isPresent() && !awaiting.get().flag()) {
                return values(awaiting.get(), "");
            }
        }
        int equals = last.indexOf('=');
        if (last.startsWith("--") && equals > 0) {
            return option(known, last.substring(0, equals))
                    .map(o -> values(o, last.substring(0, equals + 1)))
                    .orElse(List.of());
        }
        if (last.startsWith("-")) {
            return Stream.concat(options(known).stream(), globals().stream()).toList();
        }
        int position = plain.size() - known.getName().split(" ").length;
        List<Proposal> proposals = new ArrayList<>();
        for (Parameter parameter : known.parameters()) {
            if (parameter instanceof Parameter.Positional p && p.index() == position) {
                proposals.addAll(values(p, ""));
            }
        }
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

    private static Optional<Parameter.Named> option(ShellCommand command, String written) {
        String name = written.substring(2);
        return command.options().stream()
                .filter(o -> o.name().equals(name))
                .findFirst()
                .or(() -> Globals.option(name));
    }

    private List<Proposal> values(Parameter parameter, String prefix) {
        List<String> values = parameter.type().isEnum()
                ? Parameter.constants(parameter.type())
                : switch (parameter.placeholder()) {
                    case "CONNECTION" -> connections();
                    case "PLAN" -> plans();
                    case "COMMAND" ->
                        commands().stream().map(c -> c.getName().split(" ")[0]).distinct().toList();
                    default -> List.of();
                };
        return values.stream().map(v -> new Proposal(prefix + v, "")).toList();
    }

    private Optional<Workspace> workspace() {
        Path named = invocations.standing().workspace();
        try {
            return Optional.of(named == null ? WorkspaceFile.findAndRead(Path.of("")) : WorkspaceFile.read(named));
        } catch (WharfException e) {
            return Optional.empty();
        }
    }

    private List<String> connections() {
        return workspace().map(w -> List.copyOf(w.connections().keySet())).orElse(List.of());
    }

    private List<String> plans() {
        return workspace().map(Workspace::plans).map(CommandCompletion::folders).orElse(List.of());
    }

    private static List<String> folders(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(p -> Files.isRegularFile(p.resolve("plan.yaml")))
                    .map(p -> p.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
