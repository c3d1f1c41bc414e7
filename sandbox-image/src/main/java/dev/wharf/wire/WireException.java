package dev.wharf.wire;

/** Bytes that are not what the protocol or a value's layout says. The message never holds a value. */
public final class WireException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public WireException(String message) {
        super(message, null, false, false);
    }
}
