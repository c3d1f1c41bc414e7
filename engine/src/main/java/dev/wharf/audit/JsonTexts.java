package dev.wharf.audit;

import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Lists of texts as JSON arrays, the way the audit tables keep keys of several columns. */
public final class JsonTexts {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

    private JsonTexts() {}

    public static String write(List<String> texts) {
        StringBuilder plain = new StringBuilder(texts.size() * 16);
        for (String text : texts) {
            if (!isPlain(text)) {
                return MAPPER.writeValueAsString(texts);
            }
            plain.append(plain.isEmpty() ? "[\"" : ",\"").append(text).append('"');
        }
        return plain.isEmpty() ? "[]" : plain.append(']').toString();
    }

    /** Whether nothing in a text could need an escape, which is so of most keys. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= ':' || c == ' ' || c == '-' || c == '.' || c == '_';
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    public static List<String> read(String json) {
        return MAPPER.readValue(json, TEXTS);
    }
}
