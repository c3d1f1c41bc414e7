package dev.wharf.run;

import dev.wharf.database.ConnectionLost;
import dev.wharf.database.DataRefusal;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.util.function.Supplier;

/** Says to whoever gave a command what a database's failure means, where nothing of a run could try again. */
final class CommandFailures {

    private CommandFailures() {}

    /** @param subject what the command is about, as its message begins */
    static <T> T said(String subject, Supplier<T> command) {
        try {
            return command.get();
        } catch (ConnectionLost lost) {
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "connection-lost",
                    subject + ": " + lost.getMessage(),
                    "See that the databases answer, then try again; nothing is half-written.",
                    lost);
        } catch (DataRefusal refusal) {
            throw new WharfException(
                    Kind.DATA,
                    "target-refused",
                    subject + ": the target refused: " + refusal.getMessage(),
                    "Mend what it names, then try again; nothing is half-written.",
                    refusal);
        }
    }
}
