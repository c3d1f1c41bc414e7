package dev.wharf.database.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.RunLease;
import dev.wharf.testing.PostgresServer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresLeaseTest {

    /** A server ends a session, and gives back what it locked, a moment after its client has gone. */
    @Test
    void whatIsGivenBackCanBeTakenAtOnce() {
        ConnectionSpec spec = PostgresServer.newest().freshDatabase().target("target");
        try (Database one = Databases.open(spec);
                Database other = Databases.open(spec)) {
            int refused = 0;
            for (int i = 0; i < 100; i++) {
                Optional<RunLease> lease = RunLease.tryAcquire(i % 2 == 0 ? one : other, "plan");
                refused += lease.isEmpty() ? 1 : 0;
                lease.ifPresent(RunLease::close);
            }
            assertEquals(0, refused);
        }
    }

    @Test
    void oneThatWasClosedHasNothingToDoWithWhoUsesItsSessionNext() {
        try (Database target = Databases.open(PostgresServer.newest().freshDatabase().target("target"))) {
            RunLease closed = RunLease.tryAcquire(target, "plan").orElseThrow();
            closed.close();
            try (RunLease next = RunLease.tryAcquire(target, "plan").orElseThrow()) {
                assertFalse(closed.alive());
                closed.close();
                assertTrue(next.alive());
                assertTrue(RunLease.held(target, "plan"));
            }
        }
    }

    @Test
    void oneHoldsIt() {
        try (Database target = Databases.open(PostgresServer.newest().freshDatabase().target("target"));
                RunLease lease = RunLease.tryAcquire(target, "plan").orElseThrow()) {
            assertTrue(lease.alive());
            assertTrue(RunLease.held(target, "plan"));
            assertTrue(RunLease.tryAcquire(target, "plan").isEmpty());
            assertFalse(RunLease.held(target, "another plan"));
        }
    }
}
