package dev.wharf.database.postgresql;

import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.ByteSink;
import dev.wharf.database.JsonText;
import dev.wharf.database.Utf8;
import dev.wharf.database.ValueEncoder;
import dev.wharf.database.ValueRefusal;
import dev.wharf.database.ValueText;
import dev.wharf.wire.ValueType;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Texts on their way into PostgreSQL's character, enum, uuid and json columns. */
final class PostgresTexts {

    static final ValueEncoder TO_UUID = (bytes, offset, length, out) ->
            ValueText.encode(ValueType.UUID, Utf8.decode(bytes, offset, length), out);

    private PostgresTexts() {}

    static @Nullable ValueEncoder toText(ValueType from, @Nullable ColumnType fromType, ColumnType to) {
        int greatest = to.length() == null ? Integer.MAX_VALUE : to.length();
        boolean padded = fromType != null && fromType.kind() == TypeKind.CHAR;
        return switch (from) {
            case TEXT, JSON -> (bytes, offset, length, out) -> {
                int used = padded ? Utf8.withoutTrailingBlanks(bytes, offset, length) : length;
                text(bytes, offset, used, greatest, out);
            };
            case JSONB -> (bytes, offset, length, out) -> text(bytes, offset + 1, length - 1, greatest, out);
            default -> null;
        };
    }

    /** Appends text of at most that many characters. */
    static void text(byte[] bytes, int offset, int length, int greatest, ByteSink out) {
        checkText(bytes, offset, length);
        if (length > greatest) {
            checkCharacters(bytes, offset, length, greatest);
        }
        out.put(bytes, offset, length);
    }

    static void checkText(byte[] bytes, int offset, int length) {
        if (Utf8.holdsNul(bytes, offset, length)) {
            throw new ValueRefusal("holds no NUL character, the value has one");
        }
    }

    private static void checkCharacters(byte[] bytes, int offset, int length, int greatest) {
        int characters = Utf8.characters(bytes, offset, length);
        if (characters > greatest) {
            throw new ValueRefusal("holds at most " + greatest + " characters, the value has " + characters);
        }
    }

    static @Nullable ValueEncoder toChar(ValueType from, @Nullable ColumnType fromType, ColumnType to) {
        int size = to.length() == null ? 1 : to.length();
        boolean padded = fromType != null && fromType.kind() == TypeKind.CHAR;
        return from != ValueType.TEXT ? null : (bytes, offset, length, out) ->
                padded(bytes, offset, length, size, padded, out);
    }

    /**
     * Appends text without its trailing blanks; the server pads it. Blanks at the end of a value that was not padded itself
     * are kept only where they fill the column.
     */
    static void padded(byte[] bytes, int offset, int length, int size, boolean fromPadded, ByteSink out) {
        int used = Utf8.withoutTrailingBlanks(bytes, offset, length);
        if (used < length && !fromPadded && Utf8.characters(bytes, offset, length) != size) {
            throw new ValueRefusal("holds " + size + " characters padded with blanks, and would not keep the blanks at"
                    + " the value's end apart from its own");
        }
        text(bytes, offset, used, size, out);
    }

    static ValueEncoder toEnum(ColumnType to) {
        Set<String> labels = Set.copyOf(to.labels());
        return (bytes, offset, length, out) -> {
            if (!labels.contains(Utf8.decode(bytes, offset, length))) {
                throw new ValueRefusal("takes one of the labels of " + to.sqlName() + ", the value is none of them");
            }
            out.put(bytes, offset, length);
        };
    }

    static @Nullable ValueEncoder toJson(ValueType from, boolean binary) {
        return switch (from) {
            case TEXT -> (bytes, offset, length, out) -> json(bytes, offset, length, binary, out);
            // What json holds is JSON, but jsonb does not take all of it.
            case JSON -> binary
                    ? (bytes, offset, length, out) -> json(bytes, offset, length, true, out)
                    : ValueEncoder.SAME;
            case JSONB -> binary
                    ? ValueEncoder.SAME
                    : (bytes, offset, length, out) -> out.put(bytes, offset + 1, length - 1);
            default -> null;
        };
    }

    static void json(byte[] bytes, int offset, int length, boolean binary, ByteSink out) {
        checkText(bytes, offset, length);
        JsonText.check(Utf8.decode(bytes, offset, length), binary);
        if (binary) {
            out.int8(1);
        }
        out.put(bytes, offset, length);
    }
}
