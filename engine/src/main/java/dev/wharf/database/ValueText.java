package dev.wharf.database;

import dev.wharf.wire.FloatText;
import dev.wharf.wire.ValueType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The text of a value in its layout, as keys, previews and reports show it, and the way back. Integers in digits, numeric
 * plain with its scale, floats by the shortest digits that come back, dates and times as {@link IsoTime} writes them, bytes
 * as {@code \x} and hexadecimal digits.
 */
public final class ValueText {

    private ValueText() {}

    public static String of(ValueType type, byte[] bytes, int offset, int length) {
        return switch (type) {
            case INT2 -> Short.toString(BigEndian.int16(bytes, offset));
            case INT4 -> Integer.toString(BigEndian.int32(bytes, offset));
            case INT8 -> Long.toString(BigEndian.int64(bytes, offset));
            case FLOAT4 -> FloatText.postgresql(BigEndian.float4(bytes, offset));
            case FLOAT8 -> FloatText.postgresql(BigEndian.float8(bytes, offset));
            case NUMERIC -> NumericLayout.special(bytes, offset)
                    ? NumericLayout.specialText(bytes, offset)
                    : NumericLayout.decode(bytes, offset, length).toPlainString();
            case BOOL -> bytes[offset] == 0 ? "false" : "true";
            case TEXT, JSON -> new String(bytes, offset, length, StandardCharsets.UTF_8);
            case JSONB -> new String(bytes, offset + 1, length - 1, StandardCharsets.UTF_8);
            case BYTES, OPAQUE -> hex(bytes, offset, length);
            case DATE -> IsoTime.date(BigEndian.int32(bytes, offset));
            case TIME -> IsoTime.time(BigEndian.int64(bytes, offset));
            case TIMESTAMP -> IsoTime.timestamp(BigEndian.int64(bytes, offset));
            case TIMESTAMPTZ -> IsoTime.instant(BigEndian.int64(bytes, offset));
            case UUID ->
                new UUID(BigEndian.int64(bytes, offset), BigEndian.int64(bytes, offset + 8)).toString();
            case DYNAMIC -> dynamic(bytes, offset, length);
        };
    }

    private static String dynamic(byte[] bytes, int offset, int length) {
        return switch (bytes[offset]) {
            case 'i' -> Long.toString(BigEndian.int64(bytes, offset + 1));
            case 'r' -> FloatText.sqlite(BigEndian.float8(bytes, offset + 1));
            case 't' -> new String(bytes, offset + 1, length - 1, StandardCharsets.UTF_8);
            default -> hex(bytes, offset + 1, length - 1);
        };
    }

    private static String hex(byte[] bytes, int offset, int length) {
        return "\\x" + HexFormat.of().formatHex(bytes, offset, offset + length);
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
