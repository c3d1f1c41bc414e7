package dev.wharf.failure;

/** Whose business a failure is; it decides the exit code of the command line. */
public enum Kind {
    /** The data or a database said no. */
    DATA(1),
    /** Usage or configuration. */
    USAGE(2),
    /** A gate, an open decision, a missing or stale approval, drift, another run. */
    REFUSED(3),
    /** Docker, a database or the model cannot be reached or refuses the credentials. */
    ENVIRONMENT(5),
    /** A defect of Wharf. */
    DEFECT(70),
    /** A person or a signal ended it. */
    INTERRUPTED(130);

    private final int exitCode;

    Kind(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
