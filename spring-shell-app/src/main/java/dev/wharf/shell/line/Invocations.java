package dev.wharf.shell.line;

import dev.wharf.shell.text.Console;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandOption;

/** Opens the circumstances of a call out of what was parsed. */
public final class Invocations {

    private final Console console;
    private final DocumentMapper mapper;
    private final Interruption interruption;
    private volatile Globals standing = new Globals(null, Globals.Format.TEXT, false, false, false);

    public Invocations(Console console, DocumentMapper mapper, Interruption interruption) {
        this.console = console;
        this.mapper = mapper;
        this.interruption = interruption;
    }

    /** Options that were given when the interactive shell was started count for each of its commands. */
    public void standing(Globals globals) {
        this.standing = globals;
    }

    public Globals standing() {
        return standing;
    }

    /** What counts even for a line that cannot be parsed. */
    public Globals foreseen(List<String> words) {
        Globals said = Globals.foreseen(words);
        boolean json = said.format() == Globals.Format.JSON || standing.format() == Globals.Format.JSON;
        return new Globals(
                null,
                json ? Globals.Format.JSON : Globals.Format.TEXT,
                said.quiet() || standing.quiet(),
                said.stacktrace() || standing.stacktrace(),
                false);
    }

    Invocation open(CommandContext context) {
        return new Invocation(globals(context.parsedInput().options()), console, context, mapper, interruption);
    }

    public Globals globals(List<CommandOption> options) {
        String workspace = value(options, "workspace");
        String format = value(options, "format");
        return new Globals(
                workspace == null
                        ? standing.workspace()
                        : (Path) Parameter.value("help", "--workspace", Path.class, workspace),
                format == null
                        ? standing.format()
                        : (Globals.Format) Parameter.value("help", "--format", Globals.Format.class, format),
                standing.quiet() || value(options, "quiet") != null,
                standing.stacktrace() || value(options, "stacktrace") != null,
                value(options, "yes") != null);
    }

    private static @Nullable String value(List<CommandOption> options, String name) {
        return options.stream()
                .filter(o -> name.equals(o.longName()))
                .map(o -> o.value() == null ? "" : o.value())
                .findFirst()
                .orElse(null);
    }
}
