package dev.wharf.author.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads one object of an answer key by key; whatever does not fit becomes a problem with its path, and the value its default. */
final class JsonParts {

    private final JsonNode object;
    private final String path;
    private final List<String> problems;

    JsonParts(JsonNode object, String path, List<String> problems) {
        this.object = object;
        this.path = path;
        this.problems = problems;
        if (!object.isObject()) {
            problems.add((path.isEmpty() ? "the answer" : path) + " is no JSON object");
        }
    }

    /** A text that must be there and not be blank. */
    String text(String key) {
        String text = optional(key);
        if (text == null) {
            problems.add(at(key) + " is missing");
            return "";
        }
        return text;
    }

    /** A text, which may be missing. */
    String textOr(String key, String preset) {
        String text = optional(key);
        return text == null ? preset : text;
    }

    /** Null where it is missing, null or blank. */
    @Nullable String optional(String key) {
        JsonNode node = object.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            problems.add(at(key) + " is no text");
            return null;
        }
        return node.stringValue().isBlank() ? null : node.stringValue();
    }

    String oneOf(String key, String preset, Set<String> words) {
        String word = textOr(key, preset);
        if (!words.contains(word)) {
            problems.add(at(key) + " is none of " + String.join(", ", words.stream().sorted().toList()));
            return preset;
        }
        return word;
    }

    boolean bool(String key) {
        JsonNode node = object.path(key);
        if (!node.isBoolean() && !node.isMissingNode() && !node.isNull()) {
            problems.add(at(key) + " is neither true nor false");
        }
        return node.isBoolean() && node.booleanValue();
    }

    List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (JsonNode item : list(key)) {
            if (item.isString()) {
                texts.add(item.stringValue());
            } else {
                problems.add(at(key) + " holds something that is no text");
            }
        }
        return texts;
    }

    <T> List<T> objects(String key, BiFunction<JsonParts, String, T> reading) {
        List<T> parts = new ArrayList<>();
        int index = 0;
        for (JsonNode item : list(key)) {
            String place = at(key) + "[" + index++ + "]";
            if (item.isObject()) {
                parts.add(reading.apply(new JsonParts(item, place, problems), place));
            } else {
                problems.add(place + " is no JSON object");
            }
        }
        return parts;
    }

    /** A list of {@code {"target": …, "source": …}}. */
    Map<String, String> pairs(String key) {
        Map<String, String> pairs = new LinkedHashMap<>();
        objects(key, (part, place) -> pairs.put(part.text("target"), part.text("source")));
        return pairs;
    }

    @Nullable JsonParts object(String key) {
        JsonNode node = object.path(key);
        return node.isMissingNode() || node.isNull() ? null : new JsonParts(node, at(key), problems);
    }

    private List<JsonNode> list(String key) {
        JsonNode node = object.path(key);
        if (node.isMissingNode() || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            problems.add(at(key) + " is no list");
            return List.of();
        }
        return node.valueStream().toList();
    }

    private String at(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
