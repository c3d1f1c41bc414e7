package dev.wharf.verify;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Counts of labels by column, as batches record them: {@code {"table.column": {"label": rows}}}. */
final class Labels {

    private static final TypeReference<Map<String, Map<String, Long>>> FORM = new TypeReference<>() {};

    private final Map<String, Map<String, Long>> counts = new TreeMap<>();

    void addRecorded(String json) {
        JsonMapper.shared()
                .readValue(json, FORM)
                .forEach((column, labels) -> labels.forEach((label, rows) -> add(column, label, rows)));
    }

    void add(String column, String label, long rows) {
        counts.computeIfAbsent(column, c -> new TreeMap<>()).merge(label, rows, Long::sum);
    }

    Map<String, Map<String, Long>> byColumn() {
        return counts;
    }

    /** The most frequent label first. */
    static String text(Map<String, Long> labels) {
        return labels.isEmpty()
                ? "no row"
                : labels.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }
}
