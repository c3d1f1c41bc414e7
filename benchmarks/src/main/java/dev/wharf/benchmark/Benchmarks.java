package dev.wharf.benchmark;

import dev.wharf.benchmark.codec.CodecBenchmark;
import dev.wharf.benchmark.copy.CopyBenchmark;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the benchmark that its first argument names. */
public final class Benchmarks {

    private static final String USAGE = "benchmarks/run gates | authoring | copy | codecs | all; benchmarks/run --help says more";

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        switch (given.isEmpty() ? "" : given.getFirst()) {
            case "gates" -> GateBenchmark.main(rounds(given));
            case "authoring" -> AuthoringBenchmark.main(recorded(given), given.contains("--faults"));
            case "codecs" -> CodecBenchmark.main();
            case "gates-once" -> GateOnce.main();
            case "copy" -> CopyBenchmark.main(given.subList(1, given.size()));
            case "all" -> {
                CopyBenchmark.all(given.subList(1, given.size()));
                GateBenchmark.main(rounds(given));
            }
            default -> {
                System.err.println(USAGE);
                System.exit(2);
            }
        }
    }

    private static @Nullable Path recorded(List<String> given) {
        int at = given.indexOf("--recorded");
        return at < 0 ? null : Path.of(given.get(at + 1));
    }

    private static int rounds(List<String> given) {
        int at = given.indexOf("--rounds");
        return at < 0 ? 10 : Integer.parseInt(given.get(at + 1));
    }
}
