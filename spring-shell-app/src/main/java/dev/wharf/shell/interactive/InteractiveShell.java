package dev.wharf.shell.interactive;

import dev.wharf.shell.text.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/** Reads line after line and runs each. Where the input is no terminal, its lines are run until one fails. */
public final class InteractiveShell {

    /** Runs one line and gives its exit code; throws nothing. */
    @FunctionalInterface
    public interface Lines {
        int run(String line);
    }

    private final Console console;
    private final Completion completion;
    private final Runnable interrupt;

    public InteractiveShell(Console console, Completion completion, Runnable interrupt) {
        this.console = console;
        this.completion = completion;
        this.interrupt = interrupt;
    }

    /** The exit code of the last line that failed where nobody sits there; else 0. */
    public int run(Lines lines) {
        return console.inputIsTerminal() ? converse(lines) : readAll(lines);
    }

    private int readAll(Lines lines) {
        for (String line = console.readLine(); line != null && !isExit(line); line = console.readLine()) {
            if (!isNothing(line)) {
                int exitCode = lines.run(line);
                if (exitCode != 0) {
                    return exitCode;
                }
            }
        }
        return 0;
    }

    private int converse(Lines lines) {
        try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
            terminal.handle(Terminal.Signal.INT, signal -> interrupt.run());
            LineReader reader = reader(terminal);
            LineReader questions = LineReaderBuilder.builder().terminal(terminal).build();
            console.askBy(prompt -> readLine(questions, prompt));
            terminal.writer().println("Wharf. `help` lists the commands, Tab completes, `exit` leaves.");
            while (true) {
                String line = readLine(reader, "wharf> ");
                if (line == null || isExit(line)) {
                    return 0;
                }
                if (!isNothing(line)) {
                    lines.run(line);
                }
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } finally {
            console.askBy(null);
        }
    }

    /** An empty line after Ctrl-C, null after Ctrl-D. */
    private static @Nullable String readLine(LineReader reader, @Nullable String prompt) {
        try {
            return reader.readLine(prompt);
        } catch (UserInterruptException e) {
            return "";
        } catch (EndOfFileException e) {
            return null;
        }
    }

    private static boolean isExit(String line) {
        return List.of("exit", "quit").contains(line.strip().toLowerCase(Locale.ROOT));
    }

    private static boolean isNothing(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }

    private LineReader reader(Terminal terminal) {
        DefaultParser parser = new DefaultParser();
        parser.setEofOnUnclosedQuote(true);
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("wharf")
                .parser(parser)
                .completer((r, line, candidates) -> completion
                        .propose(line.words().subList(0, line.wordIndex() + 1))
                        .forEach(p -> candidates.add(new Candidate(
                                p.value(), p.value(), null, p.description().isEmpty() ? null : p.description(),
                                null, null, !p.value().endsWith("=")))))
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_SPACE, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .build();
        reader.unsetOpt(LineReader.Option.INSERT_TAB);
        Path history = historyFile();
        if (history != null) {
            reader.setVariable(LineReader.HISTORY_FILE, history);
        }
        return reader;
    }

    /** Only its owner may read it: a line may hold a condition with values. Null where none can be kept. */
    private static @Nullable Path historyFile() {
        String state = System.getenv("XDG_STATE_HOME");
        Path folder = (state == null || state.isBlank()
                        ? Path.of(System.getProperty("user.home"), ".local", "state")
                        : Path.of(state))
                .resolve("wharf");
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve("history");
            if (!Files.exists(file)) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            return file;
        } catch (IOException | UnsupportedOperationException e) {
            return null;
        }
    }
}
