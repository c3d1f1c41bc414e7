package dev.wharf.database;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** A row's key as one text: the text of its one part, or a JSON array of the texts of its parts. */
public final class KeyText {

    private static final JsonFactory FACTORY = new JsonFactory();

    private KeyText() {}

    public static String of(List<@Nullable String> parts) {
        if (parts.size() == 1 && parts.getFirst() != null) {
            return parts.getFirst();
        }
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            text.append(i == 0 ? "" : ",");
            if (part == null) {
                text.append("null");
            } else {
                text.append('"');
                JsonStringEncoder.getInstance().quoteAsString(part, text);
                text.append('"');
            }
        }
        return text.append(']').toString();
    }

    /**
     * The parts of a key that {@link #of} wrote.
     *
     * @param size how many parts it has
     * @throws IllegalArgumentException where the text is no key of that many parts
     */
    public static List<@Nullable String> parts(String text, int size) {
        if (size == 1 && !text.equals("[null]")) {
            return List.of(text);
        }
        List<@Nullable String> parts = new ArrayList<>(size);
        try (JsonParser parser = FACTORY.createParser(text)) {
            boolean array = parser.nextToken() == JsonToken.START_ARRAY;
            while (array && parser.nextToken() != JsonToken.END_ARRAY) {
                array = parser.currentToken() == JsonToken.VALUE_STRING || parser.currentToken() == JsonToken.VALUE_NULL;
                parts.add(parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getString());
            }
            if (!array || parts.size() != size || parser.nextToken() != null) {
                throw new IllegalArgumentException("the key is no JSON array of " + size + " texts");
            }
        } catch (JacksonException e) {
            throw new IllegalArgumentException("the key is no JSON array of " + size + " texts", e);
        }
        return parts;
    }
}
