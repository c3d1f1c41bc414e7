package dev.wharf.transform;

import dev.wharf.audit.JsonTexts;
import java.util.List;

/** Keys as text: a single column's value as it is, several columns as a JSON array of texts. */
public final class KeyTexts {

    private KeyTexts() {}

    public static String write(List<String> parts) {
        return parts.size() == 1 ? parts.getFirst() : JsonTexts.write(parts);
    }

    /** The parts of a key that has {@code columns} columns. */
    public static List<String> read(String text, int columns) {
        return columns == 1 ? List.of(text) : JsonTexts.read(text);
    }
}
