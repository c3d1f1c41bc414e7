package dev.wharf.sandbox;

/** A container that died, fell silent, broke the protocol or overran a deadline. No row's fault unless it says so. */
public final class SandboxFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Cause cause;
    private final int sourceRow;

    public SandboxFailure(Cause cause, int sourceRow, String message) {
        super(message);
        this.cause = cause;
        this.sourceRow = sourceRow;
    }

    public Cause reason() {
        return cause;
    }

    /** The row of the chunk that it happened at, -1 where that is not known. */
    public int sourceRow() {
        return sourceRow;
    }

    public enum Cause {
        /** It ended, or was killed for its memory. */
        DIED,
        /** It said something that the protocol does not know. */
        PROTOCOL,
        /** A batch overran sandbox.timeout. */
        BATCH_TIMEOUT,
        /** A row overran row-timeout in CPU time. */
        ROW_TIMEOUT
    }
}
