package dev.wharf.audit;

import java.util.Locale;

/** Where a run or a step stands; {@link #INTERRUPTED} is never stored, but shown for a running one whose holder is dead. */
public enum RunStatus {
    PENDING,
    RUNNING,
    PAUSED,
    COMPLETED,
    COMPLETED_WITH_REJECTS,
    FAILED,
    CLOSED,
    ROLLED_BACK,
    ROLLED_BACK_WITH_CONFLICTS,
    INTERRUPTED;

    /** As the audit tables and the command line write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static RunStatus of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** Whether there is something left that resume could do. */
    public boolean unfinished() {
        return switch (this) {
            case PENDING, RUNNING, PAUSED, FAILED, INTERRUPTED -> true;
            case COMPLETED, COMPLETED_WITH_REJECTS, CLOSED, ROLLED_BACK, ROLLED_BACK_WITH_CONFLICTS -> false;
        };
    }
}
