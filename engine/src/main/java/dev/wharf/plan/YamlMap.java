package dev.wharf.plan;

import dev.wharf.failure.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A YAML mapping of which every key is known. What is missing, doubled, unknown or of another type goes to {@link Problems}
 * with its place, and the accessor gives a stand-in so that reading goes on to the next problem.
 */
final class YamlMap {

    private final Node node;
    private final String what;
    private final Problems problems;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private YamlMap(Node node, String what, Problems problems) {
        this.node = node;
        this.what = what;
        this.problems = problems;
    }

    /** @param what the mapping's name in messages, such as "a step" */
    static YamlMap of(Node node, String what, Problems problems, List<String> known) {
        YamlMap map = new YamlMap(node, what, problems);
        if (!(node instanceof MappingNode mapping)) {
            problems.add(node.getStartMark(), "wrong-type", what + " is keys with values, not " + describe(node) + ".",
                    "Write it as `key: value`; the keys are " + String.join(", ", known) + ".");
            return map;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : describe(tuple.getKeyNode());
            Optional<Mark> place = tuple.getKeyNode().getStartMark();
            if (!known.contains(key)) {
                problems.add(place, "unknown-key", what + " has no key " + key + ".",
                        Nearest.hint(key, known, "The keys are " + String.join(", ", known) + "."));
            } else if (map.values.putIfAbsent(key, tuple.getValueNode()) != null) {
                problems.add(place, "duplicate-key", what + " has the key " + key + " twice.", "Keep one of the two.");
            }
        }
        return map;
    }

    Optional<Mark> place() {
        return node.getStartMark();
    }

    /** Where the key's value stands, or the whole mapping where the key is missing. */
    Optional<Mark> place(String key) {
        Node value = values.get(key);
        return value == null ? place() : value.getStartMark();
    }

    boolean has(String key) {
        Node value = values.get(key);
        return value != null && !isNull(value);
    }

    /** Whether the value is the plain word null, which is not the same as nothing where null is one of the choices. */
    boolean writtenNull(String key) {
        return values.get(key) instanceof ScalarNode scalar && isNull(scalar) && scalar.getValue().equals("null");
    }

    @Nullable Node value(String key) {
        return values.get(key);
    }

    /** A text that must be there; "" stands in where it is not. */
    String text(String key) {
        String value = optionalText(key);
        if (value == null) {
            Node given = values.get(key);
            if (given == null || isNull(given)) {
                missing(key);
            }
            return "";
        }
        if (value.isBlank()) {
            problems.add(place(key), "empty-value", what + " has an empty " + key + ".", "Give it a value.");
        }
        return value;
    }

    @Nullable String optionalText(String key) {
        Node value = values.get(key);
        return value == null || isNull(value) ? null : scalar(value, key);
    }

    /** One of {@code words}, which may be the word null itself; {@code otherwise} where the key is missing or wrong. */
    String word(String key, List<String> words, String otherwise) {
        String value = words.contains("null") && writtenNull(key) ? "null" : optionalText(key);
        if (value == null) {
            return otherwise;
        }
        if (!words.contains(value)) {
            problems.add(place(key), "unknown-word", key + " cannot be " + value + ": it is one of " + String.join(", ", words) + ".",
                    Nearest.hint(value, words, "Write one of them, or leave " + key + " out for " + otherwise + "."));
            return otherwise;
        }
        return value;
    }

    boolean flag(String key) {
        return word(key, List.of("true", "false"), "false").equals("true");
    }

    /** A whole number of at least {@code least}; empty where the key is missing or wrong. */
    OptionalInt number(String key, int least) {
        String value = optionalText(key);
        if (value == null) {
            return OptionalInt.empty();
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= least) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException notOne) {
            // told below, as what it is
        }
        problems.add(place(key), "number-range", key + " cannot be " + value + ": it is a whole number from " + least + " on.",
                "Write a number, or leave " + key + " out.");
        return OptionalInt.empty();
    }

    /** Texts; a single one may be written without brackets. */
    List<String> texts(String key) {
        Node value = values.get(key);
        if (value == null || isNull(value)) {
            return List.of();
        }
        if (value instanceof ScalarNode) {
            String single = scalar(value, key);
            return single == null ? List.of() : List.of(single);
        }
        List<String> texts = new ArrayList<>();
        for (Node item : items(key)) {
            String text = scalar(item, key);
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }

    /** Texts, at least one. */
    List<String> someTexts(String key) {
        List<String> texts = texts(key);
        if (texts.isEmpty()) {
            missing(key);
        }
        return texts;
    }

    /** Text by text, in the order of the file. */
    Map<String, String> textMap(String key) {
        Node value = values.get(key);
        if (value == null || isNull(value)) {
            return Map.of();
        }
        if (!(value instanceof MappingNode mapping)) {
            wrongType(value, key, "keys with values");
            return Map.of();
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String name = scalar(tuple.getKeyNode(), key);
            String text = scalar(tuple.getValueNode(), key);
            if (name != null && text != null && texts.put(name, text) != null) {
                problems.add(tuple.getKeyNode().getStartMark(), "duplicate-key", key + " has the key " + name + " twice.",
                        "Keep one of the two.");
            }
        }
        return texts;
    }

    /** The items of a list; none where the key is missing or empty. */
    List<Node> items(String key) {
        Node value = values.get(key);
        if (value == null || isNull(value)) {
            return List.of();
        }
        if (value instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        wrongType(value, key, "a list");
        return List.of();
    }

    void missing(String key) {
        problems.add(place(), "missing-key", what + " has no " + key + ".", "Add `" + key + ":`.");
    }

    private @Nullable String scalar(Node value, String key) {
        if (value instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        wrongType(value, key, "a text");
        return null;
    }

    private void wrongType(Node value, String key, String wanted) {
        problems.add(value.getStartMark(), "wrong-type", key + " is " + wanted + ", not " + describe(value) + ".",
                "Write " + key + " as " + wanted + ".");
    }

    static boolean isNull(Node value) {
        return value instanceof ScalarNode scalar && scalar.isPlain() && Tag.NULL.equals(scalar.getTag());
    }

    private static String describe(Node value) {
        return switch (value) {
            case MappingNode mapping -> "keys with values";
            case SequenceNode sequence -> "a list";
            case ScalarNode scalar when isNull(scalar) -> "empty";
            default -> "a text";
        };
    }
}
