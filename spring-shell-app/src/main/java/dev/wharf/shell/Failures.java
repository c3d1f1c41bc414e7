package dev.wharf.shell;

import dev.wharf.database.ConnectionLost;
import dev.wharf.database.DataRefusal;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.shell.json.ErrorDocument;
import dev.wharf.shell.line.DocumentMapper;
import dev.wharf.shell.line.Globals;
import dev.wharf.shell.line.Interruption;
import dev.wharf.shell.text.Console;
import dev.wharf.shell.text.Page;
import java.io.PrintWriter;
import org.springframework.shell.core.command.CommandExecutionException;

/** Says what went wrong, on stderr or as a document, and gives the exit code. */
final class Failures {

    private final Console console;
    private final DocumentMapper mapper;

    Failures(Console console, DocumentMapper mapper) {
        this.console = console;
        this.mapper = mapper;
    }

    int report(Throwable thrown, Globals globals, PrintWriter out) {
        Throwable cause = thrown instanceof CommandExecutionException && thrown.getCause() != null
                ? thrown.getCause()
                : thrown;
        ErrorDocument document = ErrorDocument.of(failure(cause));
        if (globals.format() == Globals.Format.JSON) {
            out.println(mapper.json(document));
            out.flush();
        } else {
            document.print(new Page(console.err(), console.width(), false));
        }
        if (globals.stacktrace()) {
            cause.printStackTrace(console.err());
        }
        console.err().flush();
        return document.exitCode();
    }

    private static WharfException failure(Throwable thrown) {
        for (Throwable at = thrown; at != null; at = at.getCause()) {
            if (at instanceof WharfException known) {
                return known;
            }
            if (at instanceof ConnectionLost lost) {
                return new WharfException(
                        Kind.ENVIRONMENT,
                        "connection-lost",
                        String.valueOf(lost.getMessage()),
                        "See that the database answers and is not locked by another program, then try again.",
                        lost);
            }
            if (at instanceof DataRefusal refusal) {
                return new WharfException(
                        Kind.DATA,
                        "target-refused",
                        "The target refused: " + refusal.getMessage(),
                        "Mend what it names, then try again.",
                        refusal);
            }
            if (at instanceof InterruptedException || at instanceof java.nio.channels.ClosedByInterruptException) {
                return Interruption.failure(at);
            }
        }
        if (thrown instanceof OutOfMemoryError) {
            return new WharfException(
                    Kind.ENVIRONMENT,
                    "memory-exhausted",
                    "Wharf ran out of memory.",
                    "Give it more with WHARF_JAVA_OPTS=-Xmx2g, or set batch.rows lower.",
                    thrown);
        }
        return new WharfException(
                Kind.DEFECT,
                "defect",
                "This is a defect of Wharf: " + thrown.getClass().getSimpleName()
                        + place(thrown) + ".",
                "Report it with the output of the same command with --stacktrace.",
                thrown);
    }

    /** The class and line alone: the message of a foreign exception may quote a row's value. */
    private static String place(Throwable thrown) {
        for (StackTraceElement element : thrown.getStackTrace()) {
            if (element.getClassName().startsWith("dev.wharf.")) {
                return " in " + element.getClassName() + " line " + element.getLineNumber();
            }
        }
        return "";
    }
}
