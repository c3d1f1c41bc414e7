package dev.wharf.run;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.ValueText;
import dev.wharf.transform.BatchRows;
import dev.wharf.transform.ColumnSet;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Counts the labels that a batch writes into enum columns and into columns that a check restricts to a list:
 * {@code {"table.column": {"label": rows}}}. A column with more labels than a list would have is left out.
 */
final class Distribution {

    private static final int MOST_LABELS = 200;

    private Distribution() {}

    static @Nullable String of(BatchRows rows, Map<ColumnSet, RowOutcomes> outcomes) {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        outcomes.forEach((set, written) -> {
            for (int field = 0; field < set.columns().size(); field++) {
                Column column = set.columns().get(field);
                if (labelled(set.table(), column)) {
                    count(rows, set, field, written, counts.computeIfAbsent(
                            set.table().name() + "." + column.name(), c -> new TreeMap<>()));
                }
            }
        });
        counts.values().removeIf(labels -> labels.isEmpty() || labels.size() > MOST_LABELS);
        return counts.isEmpty() ? null : JsonMapper.shared().writeValueAsString(counts);
    }

    private static void count(
            BatchRows rows, ColumnSet set, int field, RowOutcomes written, Map<String, Long> counts) {
        int[] indexes = written.written();
        if (indexes.length == 0) {
            return;
        }
        RowChunk chunk = rows.gather(set, indexes);
        ValueType layout = set.columnLayouts()[field];
        for (int row = 0; row < chunk.rows(); row++) {
            int at = chunk.starts()[row] + 2;
            byte[] bytes = chunk.bytes();
            for (int skip = 0; skip < field; skip++) {
                at += 4 + Math.max(0, BigEndian.int32(bytes, at));
            }
            int length = BigEndian.int32(bytes, at);
            String label = length < 0 ? "NULL" : ValueText.of(layout, bytes, at + 4, length);
            counts.merge(label, 1L, Long::sum);
        }
    }

    private static boolean labelled(Table table, Column column) {
        if (column.type().kind() == TypeKind.ENUM) {
            return true;
        }
        String name = column.name().toLowerCase(Locale.ROOT);
        return table.checks().stream()
                .map(check -> check.expression().toLowerCase(Locale.ROOT))
                .anyMatch(text -> text.contains(name) && (text.matches("(?s).*\\bin\\s*\\(.*") || text.contains("any (array")));
    }
}
