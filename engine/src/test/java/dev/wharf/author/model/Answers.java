package dev.wharf.author.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers as a model would give them to the requests of the examples. People wrote them by hand: they tell what the engine
 * does with an answer, not what any model answers.
 */
final class Answers {

    static final JsonMapper JSON = JsonMapper.builder().build();

    private Answers() {}

    /** A whole plan. In the file a class is named as {@code @Class.java} and lies beside it. */
    static ObjectNode of(String example) {
        ObjectNode root = (ObjectNode) JSON.readTree(text(example, "answer.json"));
        for (JsonNode step : root.get("steps")) {
            String file = step.get("java").stringValue();
            ((ObjectNode) step).put("java", text(example, file.substring(1)));
        }
        return root;
    }

    /** The same with one text of a step replaced. */
    static String changed(String example, int step, String key, String from, String to) {
        ObjectNode root = of(example);
        ObjectNode changed = (ObjectNode) root.get("steps").get(step);
        String text = changed.get(key).stringValue();
        if (!text.contains(from)) {
            throw new IllegalArgumentException(key + " does not hold " + from);
        }
        changed.put(key, text.replace(from, to));
        return root.toString();
    }

    private static String text(String example, String file) {
        String name = "/author/model/" + example + "/" + file;
        try (InputStream in = Answers.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
