package dev.wharf.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a runner is told before the first row: the class, what it may read, what it may write.
 *
 * @param classes binary name → class file, the main class among them
 * @param columns every source column; the tuples have only those that cross
 * @param rowMillis the most CPU time that one row may take
 */
public record CodeMessage(
        String mainClass, Map<String, byte[]> classes, List<Column> columns, List<Table> tables, long rowMillis) {

    private static final int NAME_CHARS = 1_000;

    public record Column(String name, ValueType type, boolean crosses) {}

    public record Table(String name, List<String> columns) {}

    public byte[] toPayload() {
        PayloadWriter out = new PayloadWriter(16 << 10).text(mainClass).u64(rowMillis).u32(classes.size());
        classes.forEach((name, bytes) -> out.text(name).blob(bytes));
        out.u32(columns.size());
        for (Column column : columns) {
            out.text(column.name()).u8(column.type().id()).u8(column.crosses() ? 1 : 0);
        }
        out.u32(tables.size());
        for (Table table : tables) {
            out.text(table.name()).u32(table.columns().size());
            table.columns().forEach(out::text);
        }
        return out.toBytes();
    }

    /** @throws WireException where the payload is not one of {@link #toPayload} */
    public static CodeMessage read(PayloadReader in) {
        String mainClass = in.text(NAME_CHARS);
        long rowMillis = in.i64();
        Map<String, byte[]> classes = LinkedHashMap.newLinkedHashMap(8);
        for (int left = in.count(Limits.CLASSES); left > 0; left--) {
            classes.put(in.text(NAME_CHARS), in.blob(Limits.CLASS_BYTES));
        }
        List<Column> columns = new ArrayList<>();
        for (int left = in.count(Limits.NAMES); left > 0; left--) {
            columns.add(new Column(in.text(NAME_CHARS), type(in.u8()), in.u8() == 1));
        }
        List<Table> tables = new ArrayList<>();
        for (int left = in.count(Limits.NAMES); left > 0; left--) {
            String name = in.text(NAME_CHARS);
            List<String> names = new ArrayList<>();
            for (int more = in.count(Limits.NAMES); more > 0; more--) {
                names.add(in.text(NAME_CHARS));
            }
            tables.add(new Table(name, List.copyOf(names)));
        }
        in.end();
        return new CodeMessage(mainClass, classes, List.copyOf(columns), List.copyOf(tables), rowMillis);
    }

    private static ValueType type(int id) {
        try {
            return ValueType.byId(id);
        } catch (IllegalArgumentException e) {
            throw new WireException(String.valueOf(e.getMessage()));
        }
    }
}
