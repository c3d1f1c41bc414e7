package dev.wharf.shell.line;

import dev.wharf.shell.json.Document;
import dev.wharf.shell.text.Console;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Plain;
import dev.wharf.workspace.Workspace;
import dev.wharf.workspace.WorkspaceFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.CommandContext;

/** The circumstances of one call of a command: where, how to answer, whom to ask. One thread uses it. */
public final class Invocation {

    private final Globals globals;
    private final Console console;
    private final CommandContext context;
    private final DocumentMapper mapper;
    private final Interruption interruption;
    private @Nullable Workspace workspace;

    Invocation(
            Globals globals,
            Console console,
            CommandContext context,
            DocumentMapper mapper,
            Interruption interruption) {
        this.globals = globals;
        this.console = console;
        this.context = context;
        this.mapper = mapper;
        this.interruption = interruption;
    }

    public Globals globals() {
        return globals;
    }

    public CommandContext context() {
        return context;
    }

    public Console console() {
        return console;
    }

    /** The folder that was named, else the current one; there need be no wharf.yaml in it. */
    public Path directory() {
        Path named = globals.workspace();
        return named == null ? Path.of("") : named;
    }

    /**
     * The workspace that is meant: where a folder was named exactly that one, else the current one or its nearest parent.
     *
     * @throws dev.wharf.failure.WharfException of kind USAGE where there is none or it holds problems
     */
    public Workspace workspace() {
        Workspace known = workspace;
        if (known == null) {
            Path named = globals.workspace();
            known = named == null ? WorkspaceFile.findAndRead(Path.of("")) : WorkspaceFile.read(named);
            workspace = known;
        }
        return known;
    }

    /** A remark on stderr, which nothing depends on. */
    public void remark(String text) {
        if (!globals.quiet()) {
            console.err().println(Plain.lines(text));
            console.err().flush();
        }
    }

    /** What must be said on stderr even where it is to be quiet. */
    public void say(String text) {
        console.err().println(Plain.lines(text));
        console.err().flush();
    }

    /** Shows on stderr what a question is about; where {@code --yes} answers it and it is to be quiet, nothing. */
    public void show(Consumer<Page> content) {
        if (globals.quiet() && globals.yes()) {
            return;
        }
        content.accept(new Page(console.err(), console.width(), console.colour() && console.errorIsTerminal()));
        console.err().flush();
    }

    /** Whether somebody sits there who can be asked. */
    public boolean canAsk() {
        return console.inputIsTerminal() && globals.format() == Globals.Format.TEXT;
    }

    /**
     * Asks a question that is answered with yes or no; {@code --yes} answers it.
     *
     * @throws dev.wharf.failure.WharfException of kind USAGE with code {@code not-confirmed} for any other answer
     */
    public void confirm(String question) {
        if (globals.yes()) {
            return;
        }
        interruption.waitingForAnswer(true);
        String answer = console.ask(Plain.lines(question) + " [y/N] ");
        interruption.waitingForAnswer(false);
        if (answer == null || !answer.strip().matches("(?i)y|yes")) {
            throw Usage.error("not-confirmed", "Nothing was done: the answer was not yes.", "Answer y, or give --yes.");
        }
    }

    /** How this command is asked to end in order when somebody interrupts it. */
    public void whenInterrupted(Runnable request) {
        interruption.whenAsked(request);
    }

    void answer(Document document) {
        PrintWriter out = context.outputWriter();
        if (globals.format() == Globals.Format.JSON) {
            out.println(mapper.json(document));
        } else {
            document.print(new Page(out, console.width(), console.colour()));
        }
        out.flush();
    }
}
