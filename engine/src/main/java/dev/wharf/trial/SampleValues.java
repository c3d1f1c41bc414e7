package dev.wharf.trial;

import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.ByteSink;
import dev.wharf.database.ValueText;
import dev.wharf.wire.TimeCodec;
import dev.wharf.wire.ValueType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Values of one column: the edges of its type, the usual ones first, and random ones. A value that it could not hold is none. */
final class SampleValues {

    private static final int LONGEST = 8_000;
    private static final int MOST_WORDS = 100;
    private static final long YEAR_MICROS = 31_556_952_000_000L;

    private final ValueType layout;
    private final @Nullable ColumnType type;
    private final @Nullable ValueType form;
    private final List<byte[]> edges = new ArrayList<>();
    private final List<byte[]> unreadable = new ArrayList<>();

    /**
     * @param readAs what the class reads a text as; null where it reads the text
     * @param words texts that the class names
     */
    SampleValues(ValueType layout, @Nullable ColumnType type, @Nullable ValueType readAs, List<String> words) {
        this.layout = layout;
        this.type = type;
        usual(words);
        List<byte[]> read = readAs == null || !isText() && layout != ValueType.DYNAMIC
                ? List.of()
                : SampleEdges.of(readAs, null).stream().filter(value -> holds(readAs, value)).map(value -> formed(readAs, value)).toList();
        form = read.isEmpty() ? null : readAs;
        if (form != null) {
            unreadable.addAll(edges);
            edges.clear();
            edges.addAll(read);
        }
    }

    private void usual(List<String> words) {
        if (layout == ValueType.DYNAMIC) {
            ValueType usual = usualLayout(type);
            SampleEdges.of(usual, type).forEach(value -> edges.add(dynamic(usual, value)));
            SampleEdges.dynamic().forEach(edges::add);
        } else {
            edges.addAll(SampleEdges.of(layout, type));
        }
        if (isText()) {
            words.stream().limit(MOST_WORDS).forEach(word -> edges.add(text(word)));
        }
    }

    List<byte[]> edges() {
        return edges;
    }

    /** Edge values of the column's type, where the class reads texts as another one; otherwise empty. */
    List<byte[]> unreadable() {
        return unreadable;
    }

    byte[] random(SplittableRandom random) {
        if (form != null) {
            byte[] value = random(form, random);
            return holds(form, value) ? formed(form, value) : edges.get(random.nextInt(edges.size()));
        }
        if (layout == ValueType.DYNAMIC) {
            ValueType usual = usualLayout(type);
            return dynamic(usual, random(usual, random));
        }
        return random(layout, random);
    }

    private byte[] random(ValueType of, SplittableRandom random) {
        ByteSink sink = new ByteSink(16);
        switch (of) {
            case INT2 -> sink.int16(random.nextInt(-0x8000, 0x8000));
            case INT4 -> sink.int32(random.nextInt() >> random.nextInt(31));
            case INT8 -> sink.int64(random.nextLong() >> random.nextInt(63));
            case FLOAT4 -> sink.int32(Float.floatToIntBits((float) number(random)));
            case FLOAT8 -> sink.int64(Double.doubleToLongBits(number(random)));
            case NUMERIC -> ValueText.encode(ValueType.NUMERIC, decimal(random), sink);
            case BOOL -> sink.int8(random.nextInt(2));
            case TEXT -> sink.put(randomText(random));
            case BYTES, OPAQUE -> {
                byte[] bytes = new byte[random.nextInt(40)];
                random.nextBytes(bytes);
                sink.put(bytes);
            }
            case DATE -> sink.int32(TimeCodec.days(LocalDate.of(1600, 1, 1).plusDays(random.nextInt(300_000))));
            case TIME -> sink.int64(random.nextLong(TimeCodec.DAY_MICROS));
            case TIMESTAMP, TIMESTAMPTZ -> sink.int64(random.nextLong(-300 * YEAR_MICROS, 300 * YEAR_MICROS));
            case UUID -> {
                sink.int64(random.nextLong());
                sink.int64(random.nextLong());
            }
            case JSON, JSONB -> ValueText.encode(of, "{\"n\": " + random.nextInt() + ", \"t\": [" + decimal(random) + "]}", sink);
            case DYNAMIC -> throw new IllegalArgumentException("a dynamic value has a layout of its own");
        }
        return sink.toBytes();
    }

    /** Of every size, and now and then a whole one. */
    private static double number(SplittableRandom random) {
        double value = (random.nextDouble() - 0.5) * Math.scalb(1.0, random.nextInt(-20, 60));
        return random.nextInt(4) == 0 ? Math.rint(value) : value;
    }

    private String decimal(SplittableRandom random) {
        int scale = type == null || type.scale() == null ? random.nextInt(6) : Math.clamp(type.scale(), 0, 20);
        int digits = type == null || type.precision() == null ? 12 : Math.clamp(type.precision(), 1, 18);
        long bound = BigInteger.TEN.pow(digits).longValueExact();
        return BigDecimal.valueOf(random.nextLong(-bound + 1, bound), scale).toPlainString();
    }

    private byte[] randomText(SplittableRandom random) {
        if (type != null && !type.labels().isEmpty()) {
            return type.labels().get(random.nextInt(type.labels().size())).getBytes(StandardCharsets.UTF_8);
        }
        StringBuilder text = new StringBuilder();
        for (int words = random.nextInt(1, 5); words > 0; words--) {
            if (!text.isEmpty()) {
                text.append(SampleEdges.SEPARATORS.get(random.nextInt(SampleEdges.SEPARATORS.size())));
            }
            if (random.nextInt(3) == 0) {
                text.append(random.nextInt(100_000));
            } else {
                text.append(SampleEdges.WORDS.get(random.nextInt(SampleEdges.WORDS.size())));
            }
        }
        return SampleEdges.cut(text.toString(), type, LONGEST).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether a text of that value is as short as the column's have to be. */
    private boolean holds(ValueType of, byte[] value) {
        return type == null || type.length() == null || ValueText.of(of, value, 0, value.length).length() <= type.length();
    }

    private byte[] formed(ValueType of, byte[] value) {
        return layout == ValueType.DYNAMIC
                ? dynamic(of, value)
                : ValueText.of(of, value, 0, value.length).getBytes(StandardCharsets.UTF_8);
    }

    private boolean isText() {
        return (layout == ValueType.TEXT || layout == ValueType.DYNAMIC && usualLayout(type) == ValueType.TEXT)
                && (type == null || type.labels().isEmpty());
    }

    private byte[] text(String word) {
        byte[] utf8 = SampleEdges.cut(word, type, LONGEST).getBytes(StandardCharsets.UTF_8);
        return layout == ValueType.DYNAMIC ? SampleEdges.tagged('t', utf8) : utf8;
    }

    /** What a column of that declared type usually holds in SQLite, as a layout of PostgreSQL. */
    private static ValueType usualLayout(@Nullable ColumnType type) {
        return switch (type == null ? TypeKind.OTHER : type.kind()) {
            case SMALLINT, INTEGER -> ValueType.INT4;
            case BIGINT -> ValueType.INT8;
            case BOOLEAN -> ValueType.BOOL;
            case REAL, DOUBLE, DECIMAL -> ValueType.FLOAT8;
            case BYTES -> ValueType.BYTES;
            case DATE -> ValueType.DATE;
            case TIME -> ValueType.TIME;
            case TIMESTAMP -> ValueType.TIMESTAMP;
            case TIMESTAMPTZ -> ValueType.TIMESTAMPTZ;
            case UUID -> ValueType.UUID;
            case JSON, JSONB -> ValueType.JSON;
            case TEXT, CHAR, ENUM, ARRAY, OTHER -> ValueType.TEXT;
        };
    }

    /** A value in the storage class that SQLite keeps it in. */
    private static byte[] dynamic(ValueType usual, byte[] value) {
        return switch (usual) {
            case INT4, INT8, BOOL -> SampleEdges.integer(
                    Long.parseLong(usual == ValueType.BOOL ? "" + value[0] : ValueText.of(usual, value, 0, value.length)));
            case FLOAT8 -> SampleEdges.tagged('r', value);
            case BYTES -> SampleEdges.tagged('b', value);
            default -> SampleEdges.tagged('t', ValueText.of(usual, value, 0, value.length).getBytes(StandardCharsets.UTF_8));
        };
    }
}
