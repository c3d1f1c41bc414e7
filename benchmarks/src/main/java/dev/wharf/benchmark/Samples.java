package dev.wharf.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measured times by name, in milliseconds, in the order in which the names came. */
final class Samples {

    private final Map<String, List<Double>> millis = new LinkedHashMap<>();

    void add(String name, double took) {
        millis.computeIfAbsent(name, n -> new ArrayList<>()).add(took);
    }

    double median(String name) {
        return at(name, 0.5);
    }

    private double at(String name, double share) {
        List<Double> sorted = millis.get(name).stream().sorted().toList();
        return sorted.get((int) Math.round(share * (sorted.size() - 1)));
    }

    String table(String title, String reference) {
        StringBuilder text = new StringBuilder("%s%n  %-34s %8s %8s %8s  %s%n".formatted(title, "", "min ms", "median", "max", "to " + reference));
        millis.forEach((name, all) -> text.append("  %-34s %8.1f %8.1f %8.1f  %.2f%n"
                .formatted(name, at(name, 0), median(name), at(name, 1), median(name) / median(reference))));
        return text.toString();
    }

    String json(String reference) {
        List<String> entries = new ArrayList<>();
        millis.forEach((name, all) -> entries.add(String.format(
                Locale.ROOT,
                "{\"name\": \"%s\", \"rounds\": %d, \"minMillis\": %.1f, \"medianMillis\": %.1f, \"maxMillis\": %.1f, \"ratio\": %.3f}",
                name,
                all.size(),
                at(name, 0),
                median(name),
                at(name, 1),
                median(name) / median(reference))));
        return "{\"reference\": \"%s\", \"measured\": [\n    %s\n  ]}".formatted(reference, String.join(",\n    ", entries));
    }
}
