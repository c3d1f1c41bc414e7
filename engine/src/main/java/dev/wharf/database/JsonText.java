package dev.wharf.database;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON text as columns take it: whether it is JSON, and a canonical form that two texts share when PostgreSQL's jsonb tells
 * them not apart.
 *
 * <p>{@link dev.wharf.wire.JsonText} tells a class by the same grammar whether a text is JSON, and stays apart: containers
 * have no parser but their own, while here the values are needed, to sort keys and to look behind escapes. Here a text may
 * be 1,000 levels deep (what SQLite reads, JSON_MAX_DEPTH), there 10,000: a class may read what no column takes, and the
 * column refuses it.
 */
public final class JsonText {

    private static final int GREATEST_DEPTH = 1000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(GREATEST_DEPTH)
                    .maxNumberLength(200_000)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonText() {}

    /**
     * Refuses what is not exactly one JSON value.
     *
     * @param binary whether the column is jsonb, which holds no NUL and no lone surrogate, escaped or not
     * @throws ValueRefusal saying which rule was broken
     */
    public static void check(String text, boolean binary) {
        if (!text.isEmpty() && text.charAt(0) == '\uFEFF') {
            throw new ValueRefusal("takes JSON text, the value begins with a byte order mark");
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new ValueRefusal("takes JSON text, the value is empty");
            }
            int depth = 0;
            JsonToken token = parser.currentToken();
            do {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.VALUE_STRING || token == JsonToken.PROPERTY_NAME) {
                    checkString(parser, binary);
                }
                token = parser.nextToken();
            } while (depth > 0);
            if (token != null) {
                throw new ValueRefusal("takes one JSON value, the text has more behind it");
            }
        } catch (JacksonException e) {
            throw new ValueRefusal("takes JSON text (at most " + GREATEST_DEPTH + " levels deep), the value is none");
        }
    }

    private static void checkString(JsonParser parser, boolean binary) {
        // Asking for the string also makes the parser look at its escapes.
        String string = parser.getString();
        if (binary && (string.indexOf('\0') >= 0 || Utf8.holdsLoneSurrogate(string))) {
            throw new ValueRefusal("takes JSON without NUL and lone surrogates in its strings");
        }
    }

    /**
     * The canonical form of valid JSON text: keys sorted, the last of two equal keys, numbers as digits and exponent, no blanks.
     * It is for comparing and hashing only.
     *
     * @throws ValueRefusal where the text is not JSON
     */
    public static byte[] canonical(byte[] bytes, int offset, int length) {
        try (JsonParser parser = FACTORY.createParser(Utf8.decode(bytes, offset, length))) {
            parser.nextToken();
            return value(parser);
        } catch (JacksonException e) {
            throw new ValueRefusal("takes JSON text, the value is none");
        }
    }

    private static byte[] value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new ValueRefusal("takes JSON text, the value is empty");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> string(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(new BigDecimal(parser.getString()));
            case VALUE_TRUE -> "true".getBytes(StandardCharsets.UTF_8);
            case VALUE_FALSE -> "false".getBytes(StandardCharsets.UTF_8);
            default -> "null".getBytes(StandardCharsets.UTF_8);
        };
    }

    private static byte[] number(BigDecimal number) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return (stripped.unscaledValue() + "e" + -stripped.scale()).getBytes(StandardCharsets.UTF_8);
    }

    /** Length before content: no escapes are needed to keep two strings apart. */
    private static byte[] string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(utf8.length + 12);
        out.writeBytes((utf8.length + "\"").getBytes(StandardCharsets.UTF_8));
        out.writeBytes(utf8);
        return out.toByteArray();
    }

    private static byte[] object(JsonParser parser) {
        Map<String, byte[]> members = new TreeMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('{');
        members.forEach((name, value) -> {
            out.writeBytes(string(name));
            out.writeBytes(value);
            out.write(',');
        });
        out.write('}');
        return out.toByteArray();
    }

    private static byte[] array(JsonParser parser) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('[');
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            out.writeBytes(value(parser));
            out.write(',');
        }
        out.write(']');
        return out.toByteArray();
    }
}
