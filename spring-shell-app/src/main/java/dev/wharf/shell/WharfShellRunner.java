package dev.wharf.shell;

import dev.wharf.shell.interactive.InteractiveShell;
import dev.wharf.shell.line.Globals;
import dev.wharf.shell.line.Interruption;
import dev.wharf.shell.line.Invocations;
import dev.wharf.shell.line.LineParser;
import dev.wharf.shell.line.Words;
import dev.wharf.shell.text.Console;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.shell.core.InputReader;
import org.springframework.shell.core.ShellRunner;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandExecutor;
import org.springframework.shell.core.command.CommandRegistry;
import org.springframework.shell.core.command.ParsedInput;

/** Runs one command, or the interactive shell where none is given, and keeps the exit code. */
final class WharfShellRunner implements ShellRunner {

    private final LineParser parser;
    private final CommandRegistry registry;
    private final Invocations invocations;
    private final Failures failures;
    private final Interruption interruption;
    private final Console console;
    private final ObjectProvider<InteractiveShell> interactive;
    private int exitCode;

    WharfShellRunner(
            LineParser parser,
            CommandRegistry registry,
            Invocations invocations,
            Failures failures,
            Interruption interruption,
            Console console,
            ObjectProvider<InteractiveShell> interactive) {
        this.parser = parser;
        this.registry = registry;
        this.invocations = invocations;
        this.failures = failures;
        this.interruption = interruption;
        this.console = console;
        this.interactive = interactive;
    }

    @Override
    public void run(String[] args) {
        List<String> words = Arrays.asList(args);
        exitCode = onlyGlobals(words) ? converse(words) : execute(words, console.out());
    }

    int exitCode() {
        return exitCode;
    }

    /** No command and no question about commands: whoever started this wants to type them. */
    private boolean onlyGlobals(List<String> words) {
        try {
            return words.isEmpty()
                    || parser.parse(words).arguments().isEmpty()
                            && words.stream().noneMatch(w -> w.matches("help|-h|--help(=true)?|version|--version(=true)?"))
                            && parser.parse(words).commandName().equals("help");
        } catch (dev.wharf.failure.WharfException e) {
            return false;
        }
    }

    private int converse(List<String> words) {
        try {
            invocations.standing(invocations.globals(parser.parse(words).options()));
        } catch (RuntimeException e) {
            return failures.report(e, invocations.foreseen(words), console.out());
        }
        return interactive.getObject().run(this::executeLine);
    }

    private int executeLine(String line) {
        try {
            return execute(Words.split(line), console.out());
        } catch (dev.wharf.failure.WharfException e) {
            return failures.report(e, invocations.standing(), console.out());
        }
    }

    /** One command from parsing to its exit code; nothing that it throws leaves this method. */
    int execute(List<String> words, PrintWriter out) {
        Globals globals = invocations.foreseen(words);
        interruption.begin();
        try {
            ParsedInput parsed = parser.parse(words);
            globals = invocations.globals(parsed.options());
            CommandContext context = new CommandContext(parsed, registry, out, new InputReader() {});
            return new CommandExecutor(registry).execute(context).code();
        } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError | AssertionError e) {
            return failures.report(e, globals, out);
        } finally {
            interruption.end();
            Thread.interrupted();
        }
    }
}
