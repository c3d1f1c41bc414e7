package dev.wharf.benchmark;

import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.docker.DockerSandbox;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What all gates cost for one class: cold (a fresh engine process and a fresh compiler container, as {@code wharf check}
 * is) and warm (the same engine and container again, as the shell and the repair loop are). The reference is the JDK's own
 * {@code javac} command over the same class. Rounds of all are interleaved, so that a busy machine is busy for all.
 */
final class GateBenchmark {

    private static final String REFERENCE = "javac command";
    private static final int WARM_UP = 20;

    private final Path folder = Path.of(System.getProperty("wharf.benchmark.folder"));
    private final Path aot = folder.resolve("gates.aot");
    private final String classpath = System.getProperty("java.class.path");
    private final Path java = Path.of(System.getProperty("java.home"), "bin", "java");

    private GateBenchmark() {}

    static void main(int rounds) throws IOException, InterruptedException {
        new GateBenchmark().measure(rounds);
    }

    private void measure(int rounds) throws IOException, InterruptedException {
        String source = GateOnce.resource(GateOnce.CLASS + ".java.txt");
        String sql = GateOnce.resource(GateOnce.CLASS + ".sql");
        Path sources = Files.createDirectories(folder.resolve("gates"));
        Files.writeString(sources.resolve(GateOnce.CLASS + ".java"), source);
        Files.deleteIfExists(aot);
        once(List.of("-XX:AOTCacheOutput=" + aot));
        Samples cold = new Samples();
        Samples warm = new Samples();
        try (Sandbox sandbox = new DockerSandbox(DockerSandbox.imagesFolder(), SandboxSettings.DEFAULT)) {
            for (int i = 0; i < WARM_UP; i++) {
                GateOnce.run(sandbox, source, sql);
            }
            for (int round = 0; round < rounds; round++) {
                double javac = javac(sources);
                cold.add(REFERENCE, javac);
                warm.add(REFERENCE, javac);
                coldRound(cold, "", List.of("-XX:AOTCache=" + aot));
                coldRound(cold, ", no AOT cache", List.of());
                GateOnce.run(sandbox, source, sql).forEach(warm::add);
            }
        }
        System.err.println(cold.table("cold: a fresh engine and a fresh compiler container, %d rounds".formatted(rounds), REFERENCE));
        System.err.println(warm.table("warm: the same engine and container again, %d rounds".formatted(rounds), REFERENCE));
        System.out.printf("{\"benchmark\": \"gates\", \"load\": %.2f,%n  \"cold\": %s,%n  \"warm\": %s}%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), cold.json(REFERENCE), warm.json(REFERENCE));
    }

    private void coldRound(Samples samples, String how, List<String> options) throws IOException, InterruptedException {
        for (Map.Entry<String, Double> phase : once(options)) {
            boolean sums = List.of("all gates", "jvm", "engine CPU").contains(phase.getKey());
            if (how.isEmpty() || sums) {
                samples.add(phase.getKey() + how, phase.getValue());
            }
        }
    }

    /** A process of its own that runs the gates once, with the options of a short command of {@code bin/wharf}. */
    private List<Map.Entry<String, Double>> once(List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(java.toString(), "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:aot=off", "-Xlog:cds=off",
                "-Dwharf.images=" + System.getProperty("wharf.images")));
        command.addAll(options);
        command.addAll(List.of("-cp", classpath, Benchmarks.class.getName(), "gates-once"));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = process.waitFor();
        if (exit != 0 || !said.contains("all gates")) {
            throw new IllegalStateException("the gates ended with " + exit + " and said " + said);
        }
        return said.lines()
                .filter(line -> line.matches("[a-zA-Z ]+ [0-9.E-]+"))
                .map(line -> Map.entry(line.substring(0, line.lastIndexOf(' ')), Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))))
                .toList();
    }

    private double javac(Path sources) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Process process = new ProcessBuilder(java.resolveSibling("javac").toString(), "-proc:none", "-implicit:none", "-cp", classpath, "-d",
                sources.toString(), sources.resolve(GateOnce.CLASS + ".java").toString()).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("javac refuses the benchmark's class");
        }
        return (System.nanoTime() - began) / 1e6;
    }
}
