package dev.wharf.benchmark.copy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one route's rounds gave. The reference is the first contender; a ratio is taken within a round, so that what slows the
 * machine down slows both.
 */
final class Results {

    /** One round of one contender. */
    record Sample(double seconds, Use use) {}

    private final Route route;
    private final long rows;
    private final Map<String, Map<Integer, Sample>> samples = new LinkedHashMap<>();
    private final Map<String, List<String>> content = new LinkedHashMap<>();
    private final Map<String, String> failures = new LinkedHashMap<>();
    private final Map<String, List<Double>> verifySeconds = new LinkedHashMap<>();

    Results(Route route, long rows) {
        this.route = route;
        this.rows = rows;
    }

    Route route() {
        return route;
    }

    void add(String name, int round, Sample sample) {
        samples.computeIfAbsent(name, n -> new LinkedHashMap<>()).put(round, sample);
    }

    void content(String name, List<String> findings) {
        content.put(name, findings);
    }

    /** What could not be measured, and why. */
    void failed(String name, String why) {
        failures.put(name, why);
    }

    boolean hasFailed(String name) {
        return failures.containsKey(name);
    }

    void verified(String name, double seconds) {
        verifySeconds.computeIfAbsent(name, n -> new ArrayList<>()).add(seconds);
    }

    List<String> names() {
        return List.copyOf(samples.keySet());
    }

    private @Nullable String reference() {
        return samples.isEmpty() ? null : samples.keySet().iterator().next();
    }

    Spread rate(String name) {
        return spread(name, sample -> rows / sample.seconds());
    }

    Spread ratio(String name) {
        return against(name, Sample::seconds, true);
    }

    private Spread cpuRatio(String name) {
        return against(name, sample -> sample.use().cpu(), false);
    }

    private Spread against(String name, ToDoubleFunction<Sample> value, boolean inverse) {
        Map<Integer, Sample> references = samples.get(reference());
        List<Double> ratios = new ArrayList<>();
        samples.get(name).forEach((round, sample) -> {
            Sample limit = references.get(round);
            if (limit != null) {
                double ratio = value.applyAsDouble(sample) / value.applyAsDouble(limit);
                ratios.add(inverse ? 1 / ratio : ratio);
            }
        });
        return ratios.isEmpty() ? new Spread(Double.NaN, Double.NaN, Double.NaN) : Spread.of(ratios);
    }

    private Spread spread(String name, ToDoubleFunction<Sample> value) {
        return Spread.of(samples.get(name).values().stream().map(value::applyAsDouble).toList());
    }

    private double median(String name, ToDoubleFunction<Use> value) {
        return spread(name, sample -> value.applyAsDouble(sample.use())).median();
    }

    String table() {
        StringBuilder text = new StringBuilder("%n%s, %,d rows, whole processes; ratios within a round, median (min–max)%n".formatted(route.title(), rows));
        text.append("  %-24s %28s  %-17s %-17s %-41s %s%n".formatted(
                "", "thousand rows/s", "rate / limit", "CPU / limit", "CPU s: source target client container docker", "peak MiB: client container servers"));
        for (String name : names()) {
            Spread rate = rate(name);
            text.append("  %-24s %28s  %-17s %-17s %8.1f %6.1f %6.1f %9.1f %6.1f %7s %6.0f %9.0f %7.0f%n".formatted(
                    name,
                    new Spread(rate.min() / 1000, rate.median() / 1000, rate.max() / 1000).text("%.1f"),
                    ratio(name).text("%.2f"),
                    cpuRatio(name).text("%.2f"),
                    median(name, Use::source),
                    median(name, Use::target),
                    median(name, Use::client),
                    median(name, Use::container),
                    median(name, Use::docker),
                    "",
                    median(name, Use::clientMiB),
                    median(name, Use::containerMiB),
                    median(name, Use::serverMiB)));
        }
        verifySeconds.forEach((name, seconds) -> text.append("  verify after %s: %s s, %.2f of its copy's time%n".formatted(
                name, Spread.of(seconds).text("%.1f"), Spread.of(seconds).median() / spread(name, Sample::seconds).median())));
        content.forEach((name, findings) ->
                text.append("  content, %s: %s%n".formatted(name, findings.isEmpty() ? "every value arrived" : String.join("; ", findings))));
        failures.forEach((name, why) -> text.append("  not measured, %s: %s%n".formatted(name, why)));
        return text.toString();
    }

    Map<String, Object> json() {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (String name : names()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", name);
            entry.put("rounds", samples.get(name).size());
            entry.put("rowsPerSecond", rate(name).json());
            entry.put("rateToLimit", ratio(name).json());
            entry.put("cpuToLimit", cpuRatio(name).json());
            entry.put("cpuSeconds", Map.of(
                    "source", Spread.round(median(name, Use::source)),
                    "target", Spread.round(median(name, Use::target)),
                    "client", Spread.round(median(name, Use::client)),
                    "container", Spread.round(median(name, Use::container)),
                    "docker", Spread.round(median(name, Use::docker)),
                    "all", Spread.round(median(name, Use::cpu))));
            entry.put("peakMiB", Map.of(
                    "client", Spread.round(median(name, Use::clientMiB)),
                    "container", Spread.round(median(name, Use::containerMiB)),
                    "servers", Spread.round(median(name, Use::serverMiB))));
            if (verifySeconds.containsKey(name)) {
                entry.put("verifySeconds", Spread.of(verifySeconds.get(name)).json());
            }
            if (content.containsKey(name)) {
                entry.put("content", content.get(name));
            }
            entries.add(entry);
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("case", route.word());
        document.put("rows", rows);
        document.put("limit", reference() == null ? "" : reference());
        document.put("measured", entries);
        document.put("notMeasured", failures);
        return document;
    }
}
