package dev.wharf.benchmark;

import java.util.List;

/** Runs the benchmark that its first argument names. */
public final class Benchmarks {

    private static final String USAGE = "benchmarks/run gates [--rounds N]";

    private Benchmarks() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        switch (given.isEmpty() ? "" : given.getFirst()) {
            case "gates" -> GateBenchmark.main(rounds(given));
            case "gates-once" -> GateOnce.main();
            default -> {
                System.err.println(USAGE);
                System.exit(2);
            }
        }
    }

    private static int rounds(List<String> given) {
        int at = given.indexOf("--rounds");
        return at < 0 ? 10 : Integer.parseInt(given.get(at + 1));
    }
}
