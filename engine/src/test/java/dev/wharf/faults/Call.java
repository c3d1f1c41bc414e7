package dev.wharf.faults;

import dev.wharf.catalog.Dialect;
import java.sql.Connection;
import org.jspecify.annotations.Nullable;

/**
 * One call of a run to the outside.
 *
 * @param what port and method, for a JDBC statement the first words of its SQL
 * @param dialect of the database that is called; null for the sandbox
 * @param connection of the session that is called, past every fault; null where the call has none
 * @param jdbc whether the caller expects an SQLException rather than the port's own
 */
record Call(Where where, String what, @Nullable Dialect dialect, @Nullable Connection connection, boolean jdbc) {

    enum Where {
        SOURCE,
        TARGET,
        SANDBOX
    }

    boolean is(String method) {
        return what.endsWith("." + method);
    }

    /** Whether it makes something stay. */
    boolean commits() {
        return is("commit");
    }

    @Override
    public String toString() {
        return what;
    }
}
