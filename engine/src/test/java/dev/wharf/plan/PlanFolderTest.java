package dev.wharf.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFolderTest {

    @TempDir
    Path plans;

    private PlanFolder folder() throws IOException {
        Path directory = Files.createDirectories(plans.resolve("technician-roles"));
        Files.writeString(directory.resolve("plan.yaml"), PlanFileTest.contractPlan());
        Files.writeString(directory.resolve("technician-roles.sql"), "SELECT 1");
        Files.writeString(directory.resolve("TechnicianRoles.java"), "class X {}");
        return PlanFolder.existing(plans, "technician-roles");
    }

    @Test
    void loadsThePlanWithItsFilesAndHash() throws IOException {
        LoadedPlan loaded = folder().load();

        Step step = loaded.plan().steps().getFirst();
        assertEquals("SELECT 1", loaded.sql(step));
        assertEquals("class X {}", loaded.java(step));
        assertEquals(loaded.hash(), folder().hash());
    }

    @Test
    void everyByteOfEveryNamedFileChangesTheHashAndUndoingRestoresIt() throws IOException {
        PlanFolder folder = folder();
        PlanHash before = folder.hash();
        for (String file : List.of("plan.yaml", "technician-roles.sql", "TechnicianRoles.java")) {
            Path path = folder.directory().resolve(file);
            String text = Files.readString(path);
            Files.writeString(path, text + "\n");
            assertNotEquals(before, folder.hash(), file);
            Files.writeString(path, text);
            assertEquals(before, folder.hash());
        }
        Files.writeString(folder.directory().resolve("notes.txt"), "not named");
        folder.history().record(Instant.EPOCH, "check-refused", Map.of("ok", false));
        assertEquals(before, folder.hash());
    }

    @Test
    void bytesDoNotMoveBetweenFilesUnseen() {
        assertNotEquals(
                PlanHash.over(Map.of("a", "xy".getBytes(), "b", "z".getBytes())),
                PlanHash.over(Map.of("a", "x".getBytes(), "b", "yz".getBytes())));
    }

    @Test
    void missingFilesLinksAndForeignBytesAreFindings() throws IOException {
        PlanFolder folder = folder();
        Path outside = Files.writeString(plans.resolve("outside.sql"), "SELECT 2");
        Files.delete(folder.directory().resolve("technician-roles.sql"));
        Files.createSymbolicLink(folder.directory().resolve("technician-roles.sql"), outside);
        Files.write(folder.directory().resolve("TechnicianRoles.java"), new byte[] {(byte) 0xff});

        assertEquals(List.of("not-a-file", "not-utf-8"), folder.read().findings().stream().map(Finding::rule).toList());

        Files.delete(folder.directory().resolve("technician-roles.sql"));
        assertEquals("missing-file", folder.read().findings().getFirst().rule());
        assertThrows(WharfException.class, folder::load);
    }

    @Test
    void aFolderOfAnotherNameIsAFinding() throws IOException {
        Files.move(folder().directory(), plans.resolve("roles"));

        assertEquals("plan-name", PlanFolder.of(plans, "roles").read().findings().getFirst().rule());
    }

    @Test
    void anUnknownPlanGetsTheNearestName() throws IOException {
        folder();

        WharfException thrown = assertThrows(WharfException.class, () -> PlanFolder.existing(plans, "technicianroles"));
        assertEquals("unknown-plan", thrown.code());
        assertEquals("Did you mean technician-roles?", thrown.next());
        assertEquals(List.of("technician-roles"), PlanFolder.names(plans));
        assertThrows(WharfException.class, () -> PlanFolder.existing(plans, "../technician-roles"));
        assertThrows(WharfException.class, () -> PlanFolder.of(plans, "a/b"));
        assertFalse(PlanFolder.of(plans, "new").exists());
    }

    @Test
    void historyKeepsEveryRecord() throws IOException {
        PlanHistory history = folder().history();
        Instant at = Instant.parse("2026-11-21T10:00:00.5Z");

        Path first = history.record(at, "check-refused", Map.of("findings", List.of(Map.of("rule", "x"))));
        Path second = history.record(at, "check-refused", Map.of());

        assertEquals("20261121T100000.500Z-check-refused.json", first.getFileName().toString());
        assertNotEquals(first, second);
        assertTrue(Files.readString(first).contains("\"event\" : \"check-refused\""));
    }
}
