package dev.wharf.database;

import dev.wharf.database.postgresql.PostgresLease;
import dev.wharf.database.sqlite.SqliteLease;
import java.util.Optional;

/**
 * A name in a target that one engine holds at a time. A dead engine loses it at once: on PostgreSQL it is an advisory lock of
 * a session, on SQLite a lock of the operating system on a file beside the database.
 */
public interface RunLease extends AutoCloseable {

    /** Takes the name, or gives nothing where a living engine holds it. */
    static Optional<RunLease> tryAcquire(Database target, String name) {
        return switch (target.dialect()) {
            case POSTGRESQL -> PostgresLease.tryAcquire(target, name);
            case SQLITE -> SqliteLease.tryAcquire(target, name);
        };
    }

    /** Whether a living engine holds the name. */
    static boolean held(Database target, String name) {
        return switch (target.dialect()) {
            case POSTGRESQL -> PostgresLease.held(target, name);
            case SQLITE -> SqliteLease.held(target, name);
        };
    }

    /**
     * Whether any engine may ever have held a name here. False only where looking is known to be in vain: on SQLite a run leaves
     * its lock file behind.
     */
    static boolean everTaken(Database target) {
        return switch (target.dialect()) {
            case POSTGRESQL -> true;
            case SQLITE -> SqliteLease.everTaken(target);
        };
    }

    /** Whether it is still ours: a session that was lost has lost the lease. */
    boolean alive();

    @Override
    void close();
}
