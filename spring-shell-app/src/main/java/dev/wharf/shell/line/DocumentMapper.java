package dev.wharf.shell.line;

import dev.wharf.shell.json.Document;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes documents as JSON: keys in the records' order, times in ISO 8601, null where there is nothing. */
public final class DocumentMapper {

    private static final class Lazy {
        static final ObjectWriter WRITER = JsonMapper.builder()
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(SerializationFeature.INDENT_OUTPUT)
                .propertyNamingStrategy(PropertyNamingStrategies.LOWER_CAMEL_CASE)
                .build()
                .writer();
    }

    public String json(Document document) {
        return Lazy.WRITER.writeValueAsString(document);
    }
}
