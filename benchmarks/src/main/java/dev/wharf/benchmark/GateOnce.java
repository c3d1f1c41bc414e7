package dev.wharf.benchmark;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.BytecodePolicy;
import dev.wharf.gate.Finding;
import dev.wharf.gate.SourcePolicy;
import dev.wharf.gate.SqlGuard;
import dev.wharf.gate.TextRules;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.sandbox.docker.DockerSandbox;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All gates over one class and one extract, each timed; as a program, once in a fresh process. */
final class GateOnce {

    static final String CLASS = "TechnicianRoles";

    private GateOnce() {}

    /** Prints a line {@code name millis} for each phase, and ends before the container is gone. */
    static void main() throws IOException {
        long began = System.currentTimeMillis();
        System.out.println("jvm " + (began - ManagementFactory.getRuntimeMXBean().getStartTime()));
        String java = resource(CLASS + ".java.txt");
        String sql = resource(CLASS + ".sql");
        try (Sandbox sandbox = new DockerSandbox(DockerSandbox.imagesFolder(), SandboxSettings.DEFAULT)) {
            run(sandbox, java, sql).forEach((phase, millis) -> System.out.println(phase + " " + millis));
            ProcessHandle.current().info().totalCpuDuration().ifPresent(cpu -> System.out.println("engine CPU " + cpu.toMillis()));
            System.out.flush();
        }
    }

    /** Milliseconds by phase, and their sum as {@code all gates}. */
    static Map<String, Double> run(Sandbox sandbox, String java, String sql) {
        Map<String, Double> phases = new LinkedHashMap<>();
        long began = System.nanoTime();
        long at = began;
        sandbox.expectCompile();
        pass(TextRules.check(null, CLASS + ".java", java));
        at = timed(phases, "text rules", at);
        pass(SqlGuard.check(Dialect.POSTGRESQL, null, null, sql, Set.of()));
        at = timed(phases, "SQL guard", at);
        pass(SourcePolicy.check(null, CLASS + ".java", CLASS, java));
        at = timed(phases, "source policy", at);
        Compilation compilation = sandbox.compile(List.of(new SourceFile(CLASS + ".java", java)));
        if (!compilation.ok()) {
            throw new IllegalStateException("it does not compile: " + compilation.problems());
        }
        at = timed(phases, "compile in the container", at);
        pass(BytecodePolicy.check(null, CLASS + ".java", CLASS, compilation.classes()));
        at = timed(phases, "byte code policy", at);
        phases.put("all gates", (at - began) / 1e6);
        return phases;
    }

    private static long timed(Map<String, Double> phases, String phase, long since) {
        long now = System.nanoTime();
        phases.put(phase, (now - since) / 1e6);
        return now;
    }

    private static void pass(List<Finding> findings) {
        if (!findings.isEmpty()) {
            throw new IllegalStateException("the benchmark's own class is refused: " + findings);
        }
    }

    static String resource(String name) throws IOException {
        try (InputStream in = GateOnce.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
