package dev.wharf.workspace;

import dev.wharf.failure.Nearest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** One mapping of the file, read key by key; whatever does not fit becomes a problem and the value its default. */
final class YamlSection {

    private static final Pattern INTEGER = Pattern.compile("-?[0-9][0-9_]{0,17}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");

    private final String path;
    private final YamlTree.Place place;
    private final Map<String, YamlTree.Entry> entries = new LinkedHashMap<>();
    private final Problems problems;

    YamlSection(String path, YamlTree tree, Problems problems) {
        this.path = path;
        this.place = tree.place();
        this.problems = problems;
        switch (tree) {
            case YamlTree.Mapping mapping -> mapping.entries().forEach(this::put);
            case YamlTree.Scalar scalar when scalar.text() == null -> {}
            case YamlTree.Scalar scalar -> problems.add(place, name() + " takes keys with values, not " + shown(scalar));
            case YamlTree.Sequence list -> problems.add(place, name() + " takes keys with values, not a list");
        }
    }

    private void put(YamlTree.Entry entry) {
        if (entries.putIfAbsent(entry.key(), entry) != null) {
            problems.add(entry.place(), entry.key() + " stands here a second time, and each key may stand once");
        }
    }

    List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    void allow(String... keys) {
        Set<String> allowed = new HashSet<>(List.of(keys));
        entries.forEach((key, entry) -> {
            if (!allowed.contains(key)) {
                problems.add(
                        entry.place(),
                        key + " is no key of " + name() + "."
                                + Nearest.to(key, allowed)
                                        .map(near -> " Did you mean " + near + "?")
                                        .orElse(" It takes " + String.join(", ", keys) + "."));
            }
        });
    }

    void refuse(String key, String text) {
        YamlTree.Entry entry = entries.get(key);
        problems.add(entry == null ? place : entry.value().place(), text);
    }

    void refuseKey(String key, String text) {
        YamlTree.Entry entry = entries.get(key);
        problems.add(entry == null ? place : entry.place(), text);
    }

    void refuseWhole(String text) {
        problems.add(place, text);
    }

    YamlSection section(String key) {
        YamlTree.Entry entry = entries.get(key);
        String below = path.isEmpty() ? key : path + "." + key;
        return new YamlSection(
                below, entry == null ? new YamlTree.Mapping(place, List.of()) : entry.value(), problems);
    }

    Optional<String> text(String key) {
        YamlTree.Entry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (entry.value() instanceof YamlTree.Scalar scalar) {
            if (scalar.text() == null || scalar.text().isBlank()) {
                problems.add(scalar.place(), key + " is empty; give it a value or take the key away");
                return Optional.empty();
            }
            return Optional.of(scalar.text());
        }
        problems.add(entry.value().place(), key + " takes one value");
        return Optional.empty();
    }

    /** A list of texts; empty where the key is not there. */
    List<String> texts(String key) {
        YamlTree.Entry entry = entries.get(key);
        if (entry == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        if (entry.value() instanceof YamlTree.Sequence list) {
            for (YamlTree item : list.items()) {
                if (item instanceof YamlTree.Scalar scalar && scalar.text() != null && !scalar.text().isBlank()) {
                    texts.add(scalar.text());
                } else {
                    problems.add(item.place(), key + " is a list of texts");
                }
            }
        } else {
            problems.add(entry.value().place(), key + " takes a list, such as [a, b]");
        }
        return texts;
    }

    boolean bool(String key) {
        String text = text(key).orElse("false");
        if (!text.equals("true") && !text.equals("false")) {
            refuse(key, key + " is " + text + ", and it is true or false");
        }
        return text.equals("true");
    }

    long integer(String key, long least, long most, long preset) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return preset;
        }
        long value = INTEGER.matcher(text.get()).matches()
                ? Long.parseLong(text.get().replace("_", ""))
                : Long.MIN_VALUE;
        if (value < least || value > most) {
            refuse(key, key + " is " + text.get() + ", and it is a whole number from " + least + " to " + most);
            return preset;
        }
        return value;
    }

    double decimal(String key, double least, double most, double preset) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return preset;
        }
        double value = DECIMAL.matcher(text.get()).matches() ? Double.parseDouble(text.get()) : -1;
        if (value < least || value > most) {
            refuse(key, key + " is " + text.get() + ", and it is a number from " + least + " to " + most);
            return preset;
        }
        return value;
    }

    long bytes(String key, long least, long most, long preset) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return preset;
        }
        long value = Quantity.bytes(text.get()).orElse(-1L);
        if (value < least || value > most) {
            refuse(key, key + " is " + text.get() + ", and it is a size such as 512m or 2g, from " + (least >> 20)
                    + "m to " + (most >> 30) + "g");
            return preset;
        }
        return value;
    }

    Duration duration(String key, Duration least, Duration most, Duration preset) {
        Optional<String> text = text(key);
        if (text.isEmpty()) {
            return preset;
        }
        Duration value = Quantity.duration(text.get()).orElse(Duration.ofMillis(-1));
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            refuse(key, key + " is " + text.get() + ", and it is a time such as 500ms, 10s or 5m, from "
                    + least.toMillis() + "ms to " + most.toHours() + "h");
            return preset;
        }
        return value;
    }

    private String name() {
        return path.isEmpty() ? WorkspaceFile.NAME : path;
    }

    private static String shown(YamlTree.Scalar scalar) {
        return "the value " + scalar.text();
    }
}
