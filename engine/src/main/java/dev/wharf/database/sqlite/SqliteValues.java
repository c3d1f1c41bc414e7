package dev.wharf.database.sqlite;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.ByteSink;
import dev.wharf.database.IsoTime;
import dev.wharf.database.JsonText;
import dev.wharf.database.NumericLayout;
import dev.wharf.database.Utf8;
import dev.wharf.database.ValueEncoder;
import dev.wharf.database.ValueRefusal;
import dev.wharf.database.ValueText;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.FloatText;
import dev.wharf.wire.IsoText;
import dev.wharf.wire.TimeCodec;
import dev.wharf.wire.ValueType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Values on their way into SQLite's columns, in the storage class that the column's affinity will leave them in. What the
 * affinity would alter is refused; a number may change between INTEGER and REAL where it stays the same number.
 *
 * <p>SQLite does not enforce the length in VARCHAR(n), nor the digits in DECIMAL(p,s): neither does Wharf. Booleans become 0
 * and 1; uuids, dates and times become text, in the form that a migration class reads back.
 */
final class SqliteValues {

    private SqliteValues() {}

    static @Nullable ValueEncoder encoder(ValueType from, @Nullable ColumnType fromType, Column column) {
        if (column.generated() == Column.Generated.COMPUTED) {
            return null;
        }
        TypeKind kind = column.type().kind();
        SqliteSink sink = new SqliteSink(Affinity.of(column.type().sqlName()));
        boolean numeric = numeric(kind);
        return switch (from) {
            case INT2 -> (bytes, offset, length, out) -> sink.integer(BigEndian.int16(bytes, offset), out);
            case INT4 -> (bytes, offset, length, out) -> sink.integer(BigEndian.int32(bytes, offset), out);
            case INT8 -> (bytes, offset, length, out) -> sink.integer(BigEndian.int64(bytes, offset), out);
            case FLOAT4 -> (bytes, offset, length, out) -> sink.real(BigEndian.float4(bytes, offset), out);
            case FLOAT8 -> (bytes, offset, length, out) -> sink.real(BigEndian.float8(bytes, offset), out);
            case NUMERIC -> (bytes, offset, length, out) -> numeric(bytes, offset, length, sink, out);
            case BOOL -> (bytes, offset, length, out) -> sink.integer(bytes[offset], out);
            case TEXT -> numeric ? null : text(fromType, kind, sink);
            case JSON -> numeric ? null : sink::text;
            case JSONB -> numeric ? null
                    : (bytes, offset, length, out) -> sink.text(bytes, offset + 1, length - 1, out);
            case BYTES -> numeric ? null : SqliteSink::blob;
            case DATE, TIME, TIMESTAMP, TIMESTAMPTZ -> numeric ? null
                    : (bytes, offset, length, out) -> sink.ascii(iso(from, bytes, offset), out);
            case UUID -> numeric ? null
                    : (bytes, offset, length, out) -> sink.ascii(ValueText.of(from, bytes, offset, length), out);
            case DYNAMIC -> (bytes, offset, length, out) -> dynamic(bytes, offset, length, sink, out);
            case OPAQUE -> null;
        };
    }

    private static boolean numeric(TypeKind kind) {
        return switch (kind) {
            case SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, DECIMAL, BOOLEAN -> true;
            default -> false;
        };
    }

    private static ValueEncoder text(@Nullable ColumnType fromType, TypeKind kind, SqliteSink sink) {
        boolean padded = fromType != null && fromType.kind() == TypeKind.CHAR;
        boolean json = kind == TypeKind.JSON || kind == TypeKind.JSONB;
        return (bytes, offset, length, out) -> {
            if (json) {
                JsonText.check(Utf8.decode(bytes, offset, length), false);
            }
            sink.text(bytes, offset, padded ? Utf8.withoutTrailingBlanks(bytes, offset, length) : length, out);
        };
    }

    private static void numeric(byte[] bytes, int offset, int length, SqliteSink sink, ByteSink out) {
        if (length >= 8 && NumericLayout.special(bytes, offset)) {
            throw new ValueRefusal("holds finite numbers only");
        }
        BigDecimal value = NumericLayout.decode(bytes, offset, length);
        if (sink.affinity() == Affinity.TEXT) {
            sink.ascii(value.toPlainString(), out);
            return;
        }
        BigDecimal stripped = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if (stripped.scale() <= 0 && (long) stripped.precision() - stripped.scale() <= 18) {
            sink.integer(stripped.longValueExact(), out);
            return;
        }
        double converted = value.doubleValue();
        if (Double.isInfinite(converted) || FloatText.decimal(converted).compareTo(value) != 0) {
            throw new ValueRefusal("holds whole numbers of 64 bits and floating-point numbers, the value has more digits"
                    + " than either keeps; a column declared TEXT would keep them");
        }
        sink.real(converted, out);
    }

    /** As PostgreSQL prints them, but with the offset +00:00: SQLite's date functions know none without minutes. */
    private static String iso(ValueType type, byte[] bytes, int offset) {
        return switch (type) {
            case DATE -> {
                int days = BigEndian.int32(bytes, offset);
                checkYear(days);
                yield IsoText.printDate(days);
            }
            case TIME -> {
                long micros = BigEndian.int64(bytes, offset);
                if (micros >= TimeCodec.DAY_MICROS) {
                    throw new ValueRefusal("takes a time before 24:00:00");
                }
                yield IsoText.printTime(micros);
            }
            default -> {
                long micros = BigEndian.int64(bytes, offset);
                checkYear(Math.floorDiv(micros, TimeCodec.DAY_MICROS));
                yield IsoText.printTimestamp(micros, type == ValueType.TIMESTAMPTZ ? "+00:00" : "");
            }
        };
    }

    /** The infinities lie far beyond, too. */
    private static void checkYear(long days) {
        if (!IsoTime.fourDigitYear(days)) {
            throw new ValueRefusal("holds dates of the years 0001 to 9999 as ISO 8601 text");
        }
    }

    private static void dynamic(byte[] bytes, int offset, int length, SqliteSink sink, ByteSink out) {
        switch (bytes[offset]) {
            case 'i' -> sink.integer(BigEndian.int64(bytes, offset + 1), out);
            case 'r' -> sink.real(BigEndian.float8(bytes, offset + 1), out);
            case 't' -> sink.text(bytes, offset + 1, length - 1, out);
            default -> SqliteSink.blob(bytes, offset + 1, length - 1, out);
        }
    }
}
