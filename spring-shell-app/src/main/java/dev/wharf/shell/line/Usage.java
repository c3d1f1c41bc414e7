package dev.wharf.shell.line;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;

/** Failures of the command line itself. */
public final class Usage {

    private Usage() {}

    public static WharfException error(String code, String message, String next) {
        return new WharfException(Kind.USAGE, code, message, next);
    }

    /** With a pointer to the command's help as the next step. */
    public static WharfException of(String command, String code, String message) {
        return error(code, message, "`wharf help " + command + "` shows what it takes.");
    }
}
