package dev.wharf.faults;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.gate.ClassUseReader;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.PlanFolder;
import dev.wharf.plan.Step;
import dev.wharf.run.Readiness;
import dev.wharf.run.RunEvent;
import dev.wharf.run.Runs;
import dev.wharf.run.RunsOver;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.protocol.ProcessSandbox;
import dev.wharf.transform.CheckedPlan;
import dev.wharf.transform.CheckedStep;
import dev.wharf.workspace.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The scenario's plan, compiled once for all engines, and engines that run it. */
final class Engine {

    static final String PLAN = "faults";

    private final Path folder;
    private final Map<String, ConnectionSpec> connections;
    private final CheckedPlan plan;

    private Engine(Path folder, Map<String, ConnectionSpec> connections, CheckedPlan plan) {
        this.folder = folder;
        this.connections = connections;
        this.plan = plan;
    }

    /** @param folder of the workspace, in which the plan's folder is made */
    static Engine of(Path folder, ConnectionSpec source, ConnectionSpec target, String mode) {
        Map<String, ConnectionSpec> connections = new LinkedHashMap<>();
        connections.put("source", source);
        connections.put("target", target);
        write(folder, mode);
        LoadedPlan loaded = PlanFolder.existing(folder.resolve("plans"), PLAN).load();
        List<CheckedStep> steps = new ArrayList<>();
        try (Database sources = Databases.open(source);
                Database targets = Databases.open(target)) {
            for (Step step : loaded.plan().steps()) {
                Map<String, byte[]> classes = Classes.of(step.transform(), loaded.java(step));
                steps.add(new CheckedStep(
                        step,
                        loaded.sql(step),
                        loaded.java(step),
                        sources.describe(loaded.sql(step), step.key()),
                        classes,
                        ClassUseReader.read(step.className(), classes)));
            }
            CheckedPlan checked =
                    new CheckedPlan(loaded.plan(), loaded.hash(), sources.survey(), targets.survey(), steps);
            return new Engine(folder, connections, checked);
        }
    }

    private static void write(Path folder, String mode) {
        try (var files = Files.list(Path.of("src/test/resources/plans").resolve(PLAN))) {
            Path to = Files.createDirectories(folder.resolve("plans").resolve(PLAN));
            for (Path file : files.toList()) {
                // engines that start beside each other write the same plan: none may read half of it
                Path written = Files.createTempFile(folder, "plan", ".new");
                Files.writeString(written, Files.readString(file).replace("MODE", mode));
                Files.move(written, to.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class files, kept beside the build, so that neither the next scenario nor another process compiles again. */
    private static final class Classes {

        private static final Path KEPT = Path.of("target/faults-classes");

        static synchronized Map<String, byte[]> of(String file, String java) {
            String name = file.substring(0, file.lastIndexOf('.'));
            Path kept = KEPT.resolve(name + "-" + Integer.toHexString(java.hashCode()) + ".class");
            try {
                if (!Files.exists(kept)) {
                    Files.createDirectories(KEPT);
                    Path made = Files.createTempFile(KEPT, name, ".new");
                    Files.write(made, compiled(file, java).get(name));
                    Files.move(made, kept, StandardCopyOption.ATOMIC_MOVE);
                }
                return Map.of(name, Files.readAllBytes(kept));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static Map<String, byte[]> compiled(String file, String java) {
            try (ProcessSandbox compiler = new ProcessSandbox()) {
                Compilation compiled = compiler.compile(List.of(new SourceFile(file, java)));
                if (!compiled.ok()) {
                    throw new AssertionError(compiled.problems().toString());
                }
                return compiled.classes();
            }
        }
    }

    /** An engine of its own, which an injector stands before. */
    Runs runs(int batchRows, Injector injector, Sandbox sandbox, RunEvent.Listener listener) {
        FaultyPorts ports = new FaultyPorts(injector);
        return RunsOver.databases(
                new Workspace(folder, connections, SandboxSettings.DEFAULT, batchRows, "template"),
                ports.sandbox(sandbox),
                new Passed(),
                listener,
                spec -> ports.database(
                        Databases.open(spec), spec.name().equals("source") ? Call.Where.SOURCE : Call.Where.TARGET));
    }

    /** The plan passed its gates before. */
    private final class Passed implements Readiness {
        @Override
        public CheckedPlan checked(String name, Database source, Database target) {
            return plan;
        }

        @Override
        public CheckedPlan approved(String name, Database source, Database target) {
            return plan;
        }

        @Override
        public Connections connections(String name) {
            return new Connections("source", "target");
        }
    }
}
