package dev.wharf.run;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.workspace.Workspace;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looking for runs. */
class RunDirectoryTest {

    @TempDir
    Path folder;

    @Test
    void aSourceWhoseOwnWriteWasCutOffIsLeftAsItIs() throws Exception {
        Path file = folder.resolve("source.db");
        crashedInMidWrite(file);
        byte[] before = Files.readAllBytes(file);
        byte[] journal = Files.readAllBytes(folder.resolve("source.db-journal"));
        ConnectionSpec spec = SqliteFiles.spec("source", file);
        List<RunEvent> events = new ArrayList<>();

        var found = new RunDirectory(
                        new Workspace(folder, Map.of("source", spec, "other", SqliteFiles.spec("other", SqliteFiles.make(folder.resolve("other.db")))),
                                SandboxSettings.DEFAULT, 10, "template"),
                        events::add)
                .all();

        assertEquals(List.of(), found);
        assertArrayEquals(before, Files.readAllBytes(file));
        assertArrayEquals(journal, Files.readAllBytes(folder.resolve("source.db-journal")));
        assertTrue(events.toString().contains("needs recovery"), events::toString);
    }

    /** The files as a killed process leaves them: pages of the file are written, and the journal knows what they were. */
    private void crashedInMidWrite(Path file) throws Exception {
        Path live = SqliteFiles.make(folder.resolve("live.db"), "CREATE TABLE t (a TEXT)");
        try (Connection connection = SqliteFiles.connect(live);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cache_size = 1");
            statement.execute("BEGIN");
            statement.execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500)"
                    + " INSERT INTO t SELECT hex(randomblob(500)) FROM n");
            Files.copy(live, file);
            Files.copy(folder.resolve("live.db-journal"), folder.resolve("source.db-journal"));
            statement.execute("ROLLBACK");
        }
    }
}
