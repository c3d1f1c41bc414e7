package dev.wharf.workspace;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** A YAML text as a tree that knows where everything stands, which a bound object no longer does. */
sealed interface YamlTree {

    Place place();

    /** Line and column from 1. */
    record Place(int line, int column) {}

    record Mapping(Place place, List<Entry> entries) implements YamlTree {}

    record Entry(Place place, String key, YamlTree value) {}

    record Sequence(Place place, List<YamlTree> items) implements YamlTree {}

    /** A scalar as written, without its quotes; null for an empty value and for null. */
    record Scalar(Place place, @Nullable String text) implements YamlTree {}

    /** What is not YAML, or uses what this reader leaves out. */
    final class Malformed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Place place;

        Malformed(Place place, String message) {
            super(message);
            this.place = place;
        }

        Place place() {
            return place;
        }
    }

    /** Reads exactly one document; an empty text is an empty mapping. */
    static YamlTree parse(String text) {
        try (JsonParser parser = new YAMLMapper().createParser(text)) {
            if (parser.nextToken() == null) {
                return new Mapping(new Place(1, 1), List.of());
            }
            YamlTree root = read(parser);
            if (parser.nextToken() != null) {
                throw new Malformed(place(parser), "a second document begins here, and one is expected");
            }
            return root;
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            Place place = at == null || at.getLineNr() < 1
                    ? new Place(1, 1)
                    : new Place(at.getLineNr(), Math.max(1, at.getColumnNr()));
            throw new Malformed(place, "this is not YAML: " + reason(e.getOriginalMessage()));
        }
    }

    private static YamlTree read(JsonParser parser) {
        Place place = place(parser);
        refuseAlias(parser, place);
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            List<Entry> entries = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                Place keyPlace = place(parser);
                String key = parser.currentName();
                parser.nextToken();
                entries.add(new Entry(keyPlace, key, read(parser)));
            }
            return new Mapping(place, List.copyOf(entries));
        }
        if (token == JsonToken.START_ARRAY) {
            List<YamlTree> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(read(parser));
            }
            return new Sequence(place, List.copyOf(items));
        }
        return new Scalar(place, token == JsonToken.VALUE_NULL ? null : parser.getString());
    }

    /** An alias would be read as the name of its anchor. */
    private static void refuseAlias(JsonParser parser, Place place) {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw new Malformed(place, "an alias (*name) stands here, and this file takes none; write the value out");
        }
    }

    private static Place place(JsonParser parser) {
        TokenStreamLocation at = parser.currentTokenLocation();
        return new Place(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
    }

    /** The parser's words on one line, without its quotes of the text, which may hold anything. */
    private static String reason(@Nullable String text) {
        List<String> said = text == null
                ? List.of()
                : text.lines()
                        .filter(line -> !line.isBlank() && !line.startsWith(" "))
                        .map(String::strip)
                        .toList();
        return said.isEmpty() ? "it cannot be parsed" : String.join(", ", said);
    }
}
