package dev.wharf.author;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.wharf.catalog.Table;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.failure.WharfException;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import dev.wharf.testing.SqliteFiles;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseEvidenceTest {

    @TempDir
    Path folder;

    @Test
    void whatCannotBeCountedInTimeIsNotKnownAndTheRestIs() throws Exception {
        PostgresTestDatabase there = PostgresServer.newest().freshDatabase();
        there.execute("CREATE TABLE item (id integer PRIMARY KEY); INSERT INTO item VALUES (1), (2);"
                + "CREATE VIEW slow AS SELECT id FROM item WHERE pg_sleep(20) IS NOT NULL");
        try (Database source = Databases.open(there.source("source"));
                Database target = Databases.open(SqliteFiles.spec("target", SqliteFiles.make(folder.resolve("target.db"))));
                DatabaseEvidence evidence = new DatabaseEvidence(source, target)) {
            Table slow = source.survey().table("slow").orElseThrow();
            Table item = source.survey().table("item").orElseThrow();

            AtomicBoolean done = new AtomicBoolean();
            Thread impatient = Thread.ofPlatform().start(() -> cancelWhatSleeps(there, done));
            try {
                assertEquals(OptionalLong.empty(), evidence.sourceRows(slow, null));
            } finally {
                done.set(true);
                impatient.join();
            }

            assertEquals(OptionalLong.empty(), evidence.sourceRows(slow, null), "it is not tried again");
            assertEquals(OptionalLong.of(2), evidence.sourceRows(item, null), "the snapshot goes on");
            assertThrows(WharfException.class, () -> evidence.sourceRows(item, "no_such_column = 1"));
        }
    }

    /** As the server does it by itself after hours. */
    private static void cancelWhatSleeps(PostgresTestDatabase there, AtomicBoolean done) {
        while (!done.get()) {
            there.executeAsSuperuser("SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                    + " WHERE datname = '" + there.name() + "' AND wait_event = 'PgSleep'");
            LockSupport.parkNanos(20_000_000);
        }
    }
}
