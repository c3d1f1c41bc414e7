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
        return MAPPER.writeValueAsString(texts);
    }

    public static List<String> read(String json) {
        return MAPPER.readValue(json, TEXTS);
    }
}
