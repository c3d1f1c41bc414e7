package dev.wharf.failure;

import org.jspecify.annotations.Nullable;

/**
 * The one exception that crosses packages. Its message gives the value and the rule that the value broke, {@link #next}
 * what to do about it; {@link #code} is stable, lower case with dashes, and may be matched by programs. None of the three
 * holds a secret.
 */
public final class WharfException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String code;
    private final String next;

    public WharfException(Kind kind, String code, String message, String next) {
        this(kind, code, message, next, null);
    }

    public WharfException(Kind kind, String code, String message, String next, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
        this.next = next;
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    public String next() {
        return next;
    }

    /** The message as it is, never null. */
    public String text() {
        String message = getMessage();
        return message == null ? code : message;
    }
}
