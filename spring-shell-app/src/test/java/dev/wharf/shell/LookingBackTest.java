package dev.wharf.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read of a run that was. */
final class LookingBackTest {

    @TempDir
    Path folder;

    private ShellFolder shell;

    @BeforeEach
    void move() throws Exception {
        shell = new ShellFolder(folder);
        shell.run("legacy.db", "CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL)",
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1500) INSERT INTO item SELECT i, 'n' || i FROM n");
        shell.run("app.db", "CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL)");
        shell.said(0, "init", "--source", "jdbc:sqlite:legacy.db", "--target", "jdbc:sqlite:app.db");
        shell.said(0, "plan", "Copy the items", "--name", "items");
        shell.said(0, "approve", "items", "--yes");
        shell.said(0, "apply", "items", "--run-id", "first", "--snapshot-each-step");
    }

    @Test
    void oneRunIsShownWithItsStepsAndWhatMayBeDoneNext() throws Exception {
        String one = shell.said(0, "status", "first").out();
        assertTrue(one.contains("moves       source → target"), one);
        assertTrue(one.contains("items  completed  1,500  1,500    1,500        0         0"), one);
        assertTrue(one.endsWith("Next: `wharf verify first`.\n"), one);
        String all = shell.said(0, "status").out();
        assertTrue(all.contains("first  completed  1,500    1,500"), all);
        assertTrue(all.contains("`wharf status RUN` shows a run's steps"), all);

        shell.run("app.db", "UPDATE migration_runs SET status = 'paused'", "UPDATE migration_control SET status = 'paused'");
        assertTrue(shell.said(0, "status", "first").out().endsWith("`wharf resume first` goes on, `wharf close first` keeps its rows, `wharf"
                + " rollback first` takes them back.\n"));
    }

    @Test
    void anEventOfASnapshotNamesTheStepThatIsReadUnderIt() {
        String events = shell.said(0, "audit", "events", "first").out();
        assertTrue(events.contains("source read under snapshot sqlite-") && events.contains(", step items"), events);
    }

    @Test
    void anEntityThatTheRunDoesNotKnowIsNamedBesideThoseThatItKnows() {
        ShellUnderTest.Said said = shell.said(0, "audit", "mappings", "first", "--entity", "item");
        assertEquals("Run first knows no entity item. Did you mean items? It has items.\n", said.err());
        assertTrue(said.out().contains("0 mappings"), said.out());
        assertEquals("", shell.said(0, "audit", "mappings", "first", "--entity", "items", "--key", "9999").err());
    }

    @Test
    void aRunIdThatIsTakenIsRefusedBeforeAnythingStarts() throws Exception {
        long approved = Files.list(folder.resolve("plans/items/history")).count();
        ShellUnderTest.Said said = shell.said(2, "apply", "items", "--run-id", "first");
        assertTrue(said.err().contains("There is a run first already."), said.err());
        assertFalse(said.err().startsWith("run first"), said.err());
        assertEquals(approved, Files.list(folder.resolve("plans/items/history")).count());
    }
}
