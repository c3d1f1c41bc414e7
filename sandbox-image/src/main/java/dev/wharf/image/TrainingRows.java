package dev.wharf.image;

import dev.wharf.wire.CodeMessage.Column;
import dev.wharf.wire.CodeMessage.Table;
import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What the training class reads and writes: a column of every type, and rows of them as the engine would send them. */
final class TrainingRows {

    static final List<Column> COLUMNS = List.of(
            new Column("id", ValueType.UUID, false),
            new Column("number", ValueType.INT4, true),
            new Column("label", ValueType.TEXT, true),
            new Column("big", ValueType.INT8, true),
            new Column("amount", ValueType.NUMERIC, true),
            new Column("ratio", ValueType.FLOAT8, true),
            new Column("flag", ValueType.BOOL, true),
            new Column("day", ValueType.DATE, true),
            new Column("clock", ValueType.TIME, true),
            new Column("local", ValueType.TIMESTAMP, true),
            new Column("moment", ValueType.TIMESTAMPTZ, true),
            new Column("key", ValueType.UUID, true),
            new Column("data", ValueType.BYTES, true),
            new Column("document", ValueType.JSONB, true),
            new Column("loose", ValueType.DYNAMIC, true));

    static final List<Table> TABLES = List.of(
            new Table(
                    "things",
                    List.of("id", "number", "label", "kind", "details", "big", "amount", "ratio", "flag", "day", "clock",
                            "local", "moment", "key", "data", "loose")),
            new Table("notes", List.of("thing_id", "note")));

    private static final int CROSSING = (int) COLUMNS.stream().filter(Column::crosses).count();

    private TrainingRows() {}

    /** The payload of a BATCH frame. */
    static byte[] batch(int number, int rows) {
        PayloadWriter out = new PayloadWriter(rows * 256).u32(number).u32(rows);
        for (int row = 0; row < rows; row++) {
            write(out, number * rows + row);
        }
        return out.toBytes();
    }

    private static void write(PayloadWriter out, int row) {
        out.u16(CROSSING);
        out.u32(4).u32(row);
        text(out, row % 97 == 96 ? "plain" : "Label-" + row);
        out.u32(8).u64(row * 1_000_000_007L);
        // numeric_send: two digits of base 10000, weight 0, positive, scale 2: row % 10000 and 25 hundredths
        out.u32(12).u16(2).u16(0).u16(0).u16(2).u16(row % 10_000).u16(2_500);
        out.u32(8).u64(Double.doubleToLongBits(row / 8.0));
        out.u32(1).u8(row & 1);
        out.u32(4).u32(row % 9_000);
        out.u32(8).u64(row * 1_000L);
        out.u32(8).u64(row * 60_000_000L);
        out.u32(8).u64(row * 60_000_000L);
        out.u32(16).u64(row * 31L).u64(row);
        out.u32(3).u8(1).u8(2).u8(3);
        byte[] json = ("{\"row\": " + row + "}").getBytes(StandardCharsets.UTF_8);
        out.u32(json.length + 1).u8(1).raw(json, 0, json.length);
        if ((row & 1) == 0) {
            out.u32(9).u8('i').u64(row);
        } else {
            byte[] loose = ("text " + row).getBytes(StandardCharsets.UTF_8);
            out.u32(loose.length + 1).u8('t').raw(loose, 0, loose.length);
        }
    }

    private static void text(PayloadWriter out, String value) {
        out.blob(value.getBytes(StandardCharsets.UTF_8));
    }
}
