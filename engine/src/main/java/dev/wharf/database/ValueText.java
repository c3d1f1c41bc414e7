package dev.wharf.database;

import dev.wharf.wire.ValueType;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The text of a value in its layout, as keys, previews and reports show it, and the way back. It is the text that a class
 * reads ({@link dev.wharf.wire.ValueText}), but for what a class cannot read as text: bytes that are no UTF-8, which SQLite
 * lets stand in a text, and values that can only be copied. People have to be able to see these too, and two keys must not
 * become one, so they are shown as bytes are.
 */
public final class ValueText {

    private ValueText() {}

    public static String of(ValueType type, byte[] bytes, int offset, int length) {
        return switch (type) {
            case TEXT -> text(bytes, offset, length);
            case DYNAMIC -> bytes[offset] == 't'
                    ? text(bytes, offset + 1, length - 1)
                    : dev.wharf.wire.ValueText.of(type, bytes, offset, length);
            case OPAQUE -> dev.wharf.wire.ValueText.of(ValueType.BYTES, bytes, offset, length);
            default -> dev.wharf.wire.ValueText.of(type, bytes, offset, length);
        };
    }

    private static String text(byte[] bytes, int offset, int length) {
        String text = Utf8.strict(bytes, offset, length);
        return text == null ? dev.wharf.wire.ValueText.of(ValueType.BYTES, bytes, offset, length) : text;
    }

    /**
     * Appends the value that {@link #of} shows as {@code text}. DYNAMIC becomes SQLite text; OPAQUE has no way back.
     *
     * @throws ValueRefusal where the text is no value of that type
     */
    public static void encode(ValueType type, String text, ByteSink out) {
        try {
            switch (type) {
                case INT2 -> out.int16(Short.parseShort(text));
                case INT4 -> out.int32(Integer.parseInt(text));
                case INT8 -> out.int64(Long.parseLong(text));
                case FLOAT4 -> out.int32(Float.floatToIntBits(Float.parseFloat(text)));
                case FLOAT8 -> out.int64(Double.doubleToLongBits(Double.parseDouble(text)));
                case NUMERIC -> numeric(text, out);
                case BOOL -> out.int8(bool(text));
                case TEXT, JSON -> out.utf8(text);
                case JSONB -> {
                    out.int8(1);
                    out.utf8(text);
                }
                case BYTES -> out.put(bytes(text));
                case DATE -> out.int32(IsoTime.parseDate(text));
                case TIME -> out.int64(IsoTime.parseTime(text));
                case TIMESTAMP -> out.int64(IsoTime.parseTimestamp(text));
                case TIMESTAMPTZ -> out.int64(IsoTime.parseInstant(text));
                case UUID -> uuid(text, out);
                case DYNAMIC -> {
                    out.int8('t');
                    out.utf8(text);
                }
                case OPAQUE -> throw new ValueRefusal("takes only a copy of the very same type");
            }
        } catch (NumberFormatException e) {
            throw new ValueRefusal("takes a number within the range of its type");
        }
    }

    private static void numeric(String text, ByteSink out) {
        switch (text) {
            case "NaN" -> NumericLayout.special(Double.NaN, out);
            case "Infinity" -> NumericLayout.special(Double.POSITIVE_INFINITY, out);
            case "-Infinity" -> NumericLayout.special(Double.NEGATIVE_INFINITY, out);
            default -> NumericLayout.encode(new BigDecimal(text), out);
        }
    }

    private static int bool(String text) {
        return switch (text) {
            case "true", "1" -> 1;
            case "false", "0" -> 0;
            default -> throw new ValueRefusal("takes true or false");
        };
    }

    private static byte[] bytes(String text) {
        if (!text.startsWith("\\x")) {
            throw new ValueRefusal("takes bytes written \\x and hexadecimal digits");
        }
        try {
            return HexFormat.of().parseHex(text, 2, text.length());
        } catch (IllegalArgumentException e) {
            throw new ValueRefusal("takes bytes written \\x and hexadecimal digits");
        }
    }

    /** @throws ValueRefusal where the text is not the canonical form of a UUID */
    static void uuid(String text, ByteSink out) {
        UUID uuid = uuid(text);
        out.int64(uuid.getMostSignificantBits());
        out.int64(uuid.getLeastSignificantBits());
    }

    private static UUID uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equals(text)) {
                return uuid;
            }
        } catch (IllegalArgumentException e) {
            // Refused below, by the rule.
        }
        throw new ValueRefusal("takes a UUID in its canonical form (8-4-4-4-12 lower-case hexadecimal digits)");
    }
}
