package dev.wharf.runner;

import dev.wharf.wire.RowsTag;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What is said about an exception that a migration class threw. */
final class Failures {

    /** The virtual machine names a class loader by its identity hash, which differs from start to start. */
    private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{1,16}\\b");

    /** It names a lambda's class by where that lies in memory. */
    private static final Pattern ADDRESS = Pattern.compile("(\\$\\$Lambda)/0x[0-9a-f]{1,16}");

    private Failures() {}

    /** What a row is told by that ended with an error: one of Java's own may be another row's doing, or become one. */
    static byte tag(@Nullable Throwable thrown) {
        return switch (thrown) {
            case StackOverflowError overflow -> RowsTag.OVERFLOW;
            case AssertionError ofTheClass -> RowsTag.REJECT;
            case Error broken -> RowsTag.BROKEN;
            case null, default -> RowsTag.REJECT;
        };
    }

    /** A reason without the addresses of lambdas, which a class may have from a message that it caught. */
    static String withoutAddresses(String reason) {
        return reason.contains("$$Lambda/") ? ADDRESS.matcher(reason).replaceAll("$1") : reason;
    }

    /** Its class, message and line of the migration class, the same in every run; only the message where it is one of ours. */
    static String describe(Throwable thrown) {
        if (thrown instanceof RowError) {
            return String.valueOf(thrown.getMessage());
        }
        if (thrown instanceof StackOverflowError) {
            return "java.lang.StackOverflowError: the class calls itself too often";
        }
        String name = thrown.getClass().getName() + place(thrown);
        String message;
        try {
            message = thrown.getMessage();
        } catch (Throwable e) {
            // The exception is of the class's own making, and so is what its message does.
            return name;
        }
        if (message == null || message.isBlank()) {
            return name;
        }
        boolean fromTheMachine = thrown instanceof ClassCastException || thrown instanceof LinkageError;
        return name + ": " + (fromTheMachine ? IDENTITY.matcher(message).replaceAll("") : message);
    }

    /** The line of the migration class that it came from: the topmost of its own frames. */
    private static String place(Throwable thrown) {
        for (StackTraceElement frame : thrown.getStackTrace()) {
            if (MigrationClass.LOADER.equals(frame.getClassLoaderName()) && frame.getLineNumber() > 0) {
                return " (" + frame.getFileName() + " line " + frame.getLineNumber() + ")";
            }
        }
        return "";
    }
}
