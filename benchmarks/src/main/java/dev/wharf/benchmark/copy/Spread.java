package dev.wharf.benchmark.copy;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The least, the middle and the most of some measured values. */
record Spread(double min, double median, double max) {

    /** @param values at least one */
    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(sorted.getFirst(), median, sorted.getLast());
    }

    String text(String format) {
        return String.format(Locale.ROOT, format + " (" + format + "–" + format + ")", median, min, max);
    }

    Map<String, Object> json() {
        return Map.of("min", round(min), "median", round(median), "max", round(max));
    }

    static double round(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
