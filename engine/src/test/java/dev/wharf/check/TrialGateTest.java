package dev.wharf.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.database.Database;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.sandbox.protocol.ProcessSandbox;
import dev.wharf.transform.CheckedPlan;
import dev.wharf.transform.StepProgram;
import dev.wharf.trial.TrialRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done, and what is not, while classes are tried. */
class TrialGateTest {

    private final Sandbox sandbox = new ProcessSandbox();

    @AfterEach
    void end() {
        sandbox.close();
    }

    @Test
    void countsNothingForWhoeverReadsNoWarnings(@TempDir Path folder) {
        PeoplePlan plan = new PeoplePlan(folder).changeTarget("email TEXT,", "email TEXT UNIQUE,").write();
        List<String> gates = new ArrayList<>();
        CheckListener listener = new CheckListener() {
            @Override
            public void at(String gate, @Nullable String step) {
                gates.add(gate);
            }

            @Override
            public void ended() {}
        };

        try (Database source = plan.open("legacy");
                Database target = plan.open("app")) {
            List<Finding> refusals = new PlanChecker(plan.workspace(), sandbox, listener)
                    .refusals(plan.planFolder().load(), source, target, Schemas.of(source, target));
            assertEquals(List.of(), refusals);
        }

        assertTrue(gates.contains("dry-run"), gates.toString());
        assertFalse(gates.contains("unique"), gates.toString());
    }

    @Test
    void anInterruptedTrialIsNoFinding(@TempDir Path folder) {
        PeoplePlan plan = new PeoplePlan(folder);
        CheckedPlan checked = check(plan);
        Notes notes = new Notes();

        try (Database source = plan.open("legacy");
                Database target = plan.open("app");
                SourceSnapshot snapshot = source.openSnapshot();
                SourceReader reader = snapshot.openReader()) {
            StepProgram program = StepProgram.bind(
                    checked, checked.steps().getFirst(), target, EntityTables.of(checked.plan(), target));
            TransformSpec spec = program.spec(null, SandboxSettings.DEFAULT);
            DryRun.Tried tried =
                    new DryRun.Tried(program, spec, TrialRows.of(program, spec, reader), new CompletableFuture<>());
            Thread.currentThread().interrupt();

            WharfException ended =
                    assertThrows(WharfException.class, () -> new DryRun(notes, SandboxSettings.DEFAULT).judge(tried));
            assertEquals(Kind.INTERRUPTED, ended.kind());
            assertTrue(Thread.interrupted(), "whoever waits for the thread still sees it");
        }

        assertEquals(List.of(), notes.findings());
    }

    private CheckedPlan check(PeoplePlan plan) {
        plan.write();
        try (Database source = plan.open("legacy");
                Database target = plan.open("app")) {
            return new PlanChecker(plan.workspace(), sandbox).check(plan.planFolder().load(), source, target).orThrow();
        }
    }
}
