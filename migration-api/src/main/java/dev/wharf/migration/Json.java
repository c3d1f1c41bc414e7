package dev.wharf.migration;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds JSON text from plain values: null, text, booleans, integers, {@link BigDecimal}, finite doubles, lists, maps with
 * text keys, and JSON that is already text ({@link #raw}). Entries keep the order in which they are given. Anything else
 * is an {@link IllegalArgumentException}, never a {@code toString}.
 */
public final class Json {

    private final StringBuilder text = new StringBuilder("{");
    private boolean empty = true;

    private Json() {}

    /** JSON text that is put into a document as it is. */
    public record Raw(String json) {}

    /** Begins an object: {@code Json.object().put("a", 1).toString()}. */
    public static Json object() {
        return new Json();
    }

    /** Text that is JSON already, such as {@link SourceRow#json} gives. */
    public static @Nullable Raw raw(@Nullable String json) {
        return json == null ? null : new Raw(json);
    }

    /** The JSON text of one value. */
    public static String of(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        append(out, value);
        return out.toString();
    }

    /** The JSON text of an array. */
    public static String array(List<? extends @Nullable Object> values) {
        return of(values);
    }

    /** Adds one entry. A name that was already put would stand twice, so names must differ. */
    public Json put(String name, @Nullable Object value) {
        if (!empty) {
            text.append(',');
        }
        empty = false;
        quote(text, name);
        text.append(':');
        append(text, value);
        return this;
    }

    @Override
    public String toString() {
        return text + "}";
    }

    private static void append(StringBuilder out, @Nullable Object value) {
        switch (value) {
            case null -> out.append("null");
            case String s -> quote(out, s);
            case Boolean b -> out.append(b.booleanValue());
            case Integer i -> out.append(i.intValue());
            case Long l -> out.append(l.longValue());
            case Short s -> out.append(s.shortValue());
            case BigInteger i -> out.append(i);
            case BigDecimal d -> out.append(d);
            case Double d -> {
                if (!Double.isFinite(d)) {
                    throw new IllegalArgumentException("JSON has no " + d);
                }
                out.append(d.doubleValue());
            }
            case Raw raw -> out.append(raw.json());
            case Json object -> out.append(object);
            case List<?> list -> {
                out.append('[');
                for (Iterator<?> it = list.iterator(); it.hasNext(); ) {
                    append(out, it.next());
                    if (it.hasNext()) {
                        out.append(',');
                    }
                }
                out.append(']');
            }
            case Map<?, ?> map -> {
                Json object = new Json();
                map.forEach((name, entry) -> object.put((String) name, entry));
                out.append(object);
            }
            default -> throw new IllegalArgumentException(
                    "JSON holds null, text, numbers, booleans, lists and maps, not a "
                            + value.getClass().getName());
        }
    }

    private static void quote(StringBuilder out, String s) {
        out.append('"');
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u00")
                                .append(Character.forDigit(c >> 4, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
