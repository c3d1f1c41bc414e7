package dev.wharf.shell.command;

import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Usage;

/** Who says yes before something happens. */
final class Consent {

    private Consent() {}

    /** Asks where somebody sits at a terminal; elsewhere --yes must have been given. */
    static void require(Invocation invocation, String command, String question) {
        requirePossible(invocation, command);
        if (!invocation.globals().yes()) {
            invocation.confirm(question);
        }
    }

    /** Refuses at once what could not be asked later: somebody sits at a terminal, or --yes was given. */
    static void requirePossible(Invocation invocation, String command) {
        if (!invocation.globals().yes() && !invocation.canAsk()) {
            throw Usage.error(
                    "not-confirmed",
                    command + " asks before it acts, and nobody sits at a terminal.",
                    "Give --yes.");
        }
    }

    /** Asks where somebody sits at a terminal; elsewhere an earlier consent, such as an approval, is enough. */
    static void askIfPossible(Invocation invocation, String question) {
        if (invocation.canAsk()) {
            invocation.confirm(question);
        }
    }
}
