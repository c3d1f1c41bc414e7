package dev.wharf.database;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableKind;
import dev.wharf.catalog.TableName;
import dev.wharf.catalog.TypeKind;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves rows in tests the way a run does: read, encode column by column, write. */
public final class Moving {

    private Moving() {}

    public static Column column(String name, ColumnType type) {
        return new Column(name, type, true, null, Column.Generated.NO, null);
    }

    public static Column column(String name, String sqlName, TypeKind kind) {
        return column(name, ColumnType.of(sqlName, kind));
    }

    public static Table table(String name, List<String> key, List<Column> columns) {
        return new Table(
                TableName.of(name), TableKind.TRANSACTIONAL, -1, columns, key, List.of(), List.of(), List.of(), List.of(), null);
    }

    /** A table read whole, its columns under their own names. */
    public static Extract extract(Database source, Table table) {
        List<ExtractColumn> columns = table.columns().stream()
                .map(c -> new ExtractColumn(c.name(), c.type(), source.layout(c)))
                .toList();
        return new Extract("SELECT * FROM \"" + table.name().name() + "\"", columns, table.primaryKey());
    }

    public static List<ReadColumn> all(Extract extract) {
        return extract.columns().stream().map(c -> new ReadColumn(c, false)).toList();
    }

    public static List<RowChunk> read(Database source, Extract extract, List<ReadColumn> columns) {
        List<RowChunk> chunks = new ArrayList<>();
        try (SourceSnapshot snapshot = source.openSnapshot();
                SourceReader reader = snapshot.openReader();
                RowCursor cursor = reader.read(extract, columns, KeyRange.EVERYTHING)) {
            for (RowChunk chunk = cursor.next(); chunk != null; chunk = cursor.next()) {
                chunks.add(chunk);
            }
        }
        return chunks;
    }

    public static List<List<@Nullable String>> texts(List<RowChunk> chunks, List<ValueType> layouts) {
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (RowChunk chunk : chunks) {
            for (int i = 0; i < chunk.rows(); i++) {
                rows.add(Tuples.texts(layouts, chunk.bytes(), chunk.starts()[i]));
            }
        }
        return rows;
    }

    /** The rows in the target's layout; a value that its column cannot keep is a ValueRefusal. */
    public static RowChunk encode(RowChunk rows, List<ReadColumn> from, Database target, List<Column> to) {
        List<ValueEncoder> encoders = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            ReadColumn column = from.get(i);
            ValueEncoder encoder = target.encoder(column.layout(), column.column().type(), to.get(i));
            if (encoder == null) {
                throw new ValueRefusal(to.get(i).name() + " takes nothing of that type");
            }
            encoders.add(encoder);
        }
        ByteSink out = new ByteSink(rows.size() + 64);
        int[] starts = new int[rows.rows() + 1];
        for (int row = 0; row < rows.rows(); row++) {
            starts[row] = out.size();
            out.int16(to.size());
            int at = rows.starts()[row] + 2;
            for (ValueEncoder encoder : encoders) {
                int length = BigEndian.int32(rows.bytes(), at);
                int mark = out.size();
                out.int32(length);
                if (length >= 0) {
                    encoder.encode(rows.bytes(), at + 4, length, out);
                    out.setInt32(mark, out.size() - mark - 4);
                }
                at += 4 + Math.max(0, length);
            }
        }
        starts[rows.rows()] = out.size();
        return new RowChunk(out.bytes(), starts, rows.rows());
    }

    /** Moves a whole table in one transaction; gives the outcomes, and the transaction's name first. */
    public static Moved move(Database source, Table from, Database target, Table to, WriteMode mode) {
        Extract extract = extract(source, from);
        List<WriteOutcome> outcomes = new ArrayList<>();
        List<RowChunk> written = new ArrayList<>();
        String transaction;
        try (TargetSession session = target.openTarget()) {
            session.begin();
            for (RowChunk chunk : read(source, extract, all(extract))) {
                RowChunk encoded = encode(chunk, all(extract), target, to.columns());
                written.add(encoded);
                outcomes.addAll(session.write(new WriteBlock(to, to.columns(), to.primaryKey(), mode, encoded)));
            }
            transaction = session.transaction();
            session.commit();
        }
        return new Moved(transaction, outcomes, written);
    }

    public record Moved(String transaction, List<WriteOutcome> outcomes, List<RowChunk> written) {}

    /** One block out of texts in the target's layouts; null is NULL. */
    public static WriteBlock block(Database target, Table table, List<String> columns, WriteMode mode, String[]... rows) {
        List<Column> set = columns.stream().map(c -> table.column(c).orElseThrow()).toList();
        ByteSink out = new ByteSink(1024);
        int[] starts = new int[rows.length + 1];
        for (int i = 0; i < rows.length; i++) {
            starts[i] = out.size();
            out.int16(set.size());
            for (int c = 0; c < set.size(); c++) {
                String text = rows[i][c];
                int mark = out.size();
                out.int32(-1);
                if (text != null) {
                    value(target, set.get(c), text, out);
                    out.setInt32(mark, out.size() - mark - 4);
                }
            }
        }
        starts[rows.length] = out.size();
        return new WriteBlock(table, set, table.primaryKey(), mode, new RowChunk(out.bytes(), starts, rows.length));
    }

    private static void value(Database target, Column column, String text, ByteSink out) {
        ValueType layout = target.layout(column);
        if (layout == ValueType.DYNAMIC && column.type().kind() == TypeKind.INTEGER) {
            out.int8('i');
            out.int64(Long.parseLong(text));
        } else {
            ValueText.encode(layout, text, out);
        }
    }
}
