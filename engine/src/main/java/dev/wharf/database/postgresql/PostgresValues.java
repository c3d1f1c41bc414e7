package dev.wharf.database.postgresql;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.ValueEncoder;
import dev.wharf.database.ValueRefusal;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.ValueType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way into PostgreSQL's columns: exactly, or not at all. Binary COPY never casts, and where it rounds (numeric
 * scale, fractions of seconds) or pads it does so without a word, so every rule is checked here, before the server.
 *
 * <p>Two readings that are not obvious: the blanks that pad a character(n) are no part of the value, so a copy of one into
 * text leaves them out; and a number goes into a floating column where the column's shortest decimal is that number again.
 */
final class PostgresValues {

    /** What an array's elements are in this database: their type's oid and pg_type.typtype; null where there is no such type. */
    @FunctionalInterface
    interface ArrayElements {
        @Nullable Element of(String sqlName);
    }

    record Element(int oid, char typtype) {}

    /** The first oid that a server gives to types of its users. */
    private static final int FIRST_USER_OID = 16384;

    private final ArrayElements elements;

    PostgresValues(ArrayElements elements) {
        this.elements = elements;
    }

    /** How a column of a type is read and written natively. */
    static ValueType layout(ColumnType type) {
        return switch (type.kind()) {
            case SMALLINT -> ValueType.INT2;
            case INTEGER -> ValueType.INT4;
            case BIGINT -> ValueType.INT8;
            case REAL -> ValueType.FLOAT4;
            case DOUBLE -> ValueType.FLOAT8;
            case DECIMAL -> ValueType.NUMERIC;
            case BOOLEAN -> ValueType.BOOL;
            case TEXT, CHAR, ENUM -> ValueType.TEXT;
            case BYTES -> ValueType.BYTES;
            case DATE -> ValueType.DATE;
            case TIME -> ValueType.TIME;
            case TIMESTAMP -> ValueType.TIMESTAMP;
            case TIMESTAMPTZ -> ValueType.TIMESTAMPTZ;
            case UUID -> ValueType.UUID;
            case JSON -> ValueType.JSON;
            case JSONB -> ValueType.JSONB;
            case ARRAY, OTHER -> ValueType.OPAQUE;
        };
    }

    @Nullable ValueEncoder encoder(ValueType from, @Nullable ColumnType fromType, Column column) {
        ColumnType to = column.type();
        if (column.generated() == Column.Generated.COMPUTED) {
            return null;
        }
        if (fromType != null && sameType(from, fromType, to)) {
            return ValueEncoder.SAME;
        }
        if (from == ValueType.DYNAMIC) {
            return PostgresFromDynamic.encoder(to);
        }
        return switch (to.kind()) {
            case SMALLINT, INTEGER, BIGINT -> PostgresNumbers.toInteger(from, to.kind());
            case REAL -> PostgresNumbers.toReal(from);
            case DOUBLE -> PostgresNumbers.toDouble(from);
            case DECIMAL -> PostgresNumbers.toDecimal(from, to);
            case BOOLEAN -> same(from, ValueType.BOOL);
            case TEXT -> PostgresTexts.toText(from, fromType, to);
            case CHAR -> PostgresTexts.toChar(from, fromType, to);
            case ENUM -> from == ValueType.TEXT ? PostgresTexts.toEnum(to) : null;
            case UUID -> from == ValueType.TEXT ? PostgresTexts.TO_UUID : same(from, ValueType.UUID);
            case JSON, JSONB -> PostgresTexts.toJson(from, to.kind() == TypeKind.JSONB);
            case BYTES -> same(from, ValueType.BYTES);
            case DATE -> same(from, ValueType.DATE);
            case TIME, TIMESTAMP, TIMESTAMPTZ -> time(from, layout(to), to.precision());
            case ARRAY, OTHER -> opaque(from, fromType, to);
        };
    }

    private static @Nullable ValueEncoder same(ValueType from, ValueType to) {
        return from == to ? ValueEncoder.SAME : null;
    }

    /** Whether every value of a column of one type is one of the other, byte for byte. */
    private static boolean sameType(ValueType from, ColumnType source, ColumnType to) {
        if (from != layout(to) || from == ValueType.OPAQUE || source.kind() != to.kind()) {
            return false;
        }
        return switch (to.kind()) {
            case TEXT -> to.length() == null || source.length() != null && source.length() <= to.length();
            case CHAR -> Objects.equals(source.length(), to.length());
            case DECIMAL -> to.precision() == null
                    || Objects.equals(source.scale(), to.scale())
                            && source.precision() != null
                            && source.precision() <= to.precision();
            case TIME, TIMESTAMP, TIMESTAMPTZ -> digits(source.precision()) <= digits(to.precision());
            case ENUM -> to.labels().containsAll(source.labels()) && !source.labels().isEmpty();
            default -> true;
        };
    }

    private static int digits(@Nullable Integer precision) {
        return precision == null ? 6 : precision;
    }

    private static @Nullable ValueEncoder time(ValueType from, ValueType to, @Nullable Integer precision) {
        if (from != to) {
            return null;
        }
        int digits = digits(precision);
        if (digits >= 6) {
            return ValueEncoder.SAME;
        }
        return (bytes, offset, length, out) -> {
            checkFraction(BigEndian.int64(bytes, offset), digits);
            out.put(bytes, offset, length);
        };
    }

    /** Refuses microseconds that a column of fewer digits would round; the infinities have none. */
    static void checkFraction(long micros, int digits) {
        long unit = 1;
        for (int i = digits; i < 6; i++) {
            unit *= 10;
        }
        if (micros % unit != 0 && micros != Long.MAX_VALUE && micros != Long.MIN_VALUE) {
            throw new ValueRefusal("holds " + digits + " digits after the seconds, the value has more");
        }
    }

    private @Nullable ValueEncoder opaque(ValueType from, @Nullable ColumnType fromType, ColumnType to) {
        if (from != ValueType.OPAQUE || fromType == null || !fromType.sqlName().equals(to.sqlName())) {
            return null;
        }
        if (to.sqlName().startsWith("reg")) {
            // regclass and its kin are oids of this very database; elsewhere they mean something else.
            return null;
        }
        return to.kind() == TypeKind.ARRAY ? array(to) : ValueEncoder.SAME;
    }

    /** An array's header holds the oid of its elements' type, which for a user's own type differs from server to server. */
    private @Nullable ValueEncoder array(ColumnType to) {
        Element element = elements.of(to.sqlName());
        if (element == null) {
            return null;
        }
        if (Integer.compareUnsigned(element.oid(), FIRST_USER_OID) < 0) {
            return ValueEncoder.SAME;
        }
        return switch (element.typtype()) {
            case 'e', 'd', 'b', 'r', 'm' -> (bytes, offset, length, out) -> {
                int start = out.size();
                out.put(bytes, offset, length);
                out.setInt32(start + 8, element.oid());
            };
            // The elements of an array of rows hold oids of their own, in every element.
            default -> null;
        };
    }

}
