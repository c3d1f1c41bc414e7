package dev.wharf.gate.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The figures of one run. */
final class Tally {

    private final Map<String, Integer> refusals = new TreeMap<>();
    private final Map<String, Integer> accepted = new TreeMap<>();
    private final Map<String, int[]> origins = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final String what;
    private int cases;
    private long nanos;
    private long slowest;
    private @Nullable FuzzCase slow;

    Tally(String what) {
        this.what = what;
    }

    void add(FuzzCase fuzz, Verdict verdict, long took) {
        cases++;
        nanos += took;
        if (took > slowest) {
            slowest = took;
            slow = fuzz;
        }
        int[] origin = origins.computeIfAbsent(fuzz.origin(), o -> new int[2]);
        origin[0]++;
        if (verdict.outcome() == Verdict.Outcome.ACCEPTED) {
            origin[1]++;
            accepted.merge(verdict.detail(), 1, Integer::sum);
        } else {
            refusals.merge(verdict.bad() ? verdict.outcome().toString() : verdict.detail(), 1, Integer::sum);
        }
    }

    void failed(String how) {
        failures.add(how);
    }

    List<String> failures() {
        return failures;
    }

    int accepted() {
        return accepted.values().stream().mapToInt(Integer::intValue).sum();
    }

    int cases() {
        return cases;
    }

    String shown() {
        StringBuilder text = new StringBuilder();
        text.append("%s: %d cases, %d accepted (%.1f %%), %d escapes, hangs and errors, %.1f s, %.0f cases/s%n"
                .formatted(what, cases, accepted(), 100.0 * accepted() / Math.max(1, cases), failures.size(), nanos / 1e9, cases * 1e9 / Math.max(1, nanos)));
        if (slow != null) {
            text.append("  slowest  %.0f ms, %s%n".formatted(slowest / 1e6, slow.replay()));
        }
        text.append("  made     ").append(origins.entrySet().stream()
                .map(e -> "%s %d (%d accepted)".formatted(e.getKey(), e.getValue()[0], e.getValue()[1]))
                .collect(Collectors.joining(", "))).append('\n');
        text.append("  accepted ").append(ordered(accepted)).append('\n');
        return text.append("  refused  ").append(ordered(refusals)).append('\n').toString();
    }

    private static String ordered(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted((a, b) -> b.getValue() - a.getValue())
                .map(e -> (e.getKey() + " " + e.getValue()).strip())
                .collect(Collectors.joining(", "));
    }
}
