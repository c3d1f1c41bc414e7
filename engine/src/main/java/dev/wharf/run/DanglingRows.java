package dev.wharf.run;

import dev.wharf.audit.RecordedRows;
import dev.wharf.audit.RunId;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.StoredRow;
import dev.wharf.database.TargetSession;
import dev.wharf.database.ValueText;
import dev.wharf.transform.BatchRows;
import dev.wharf.transform.ColumnSet;
import dev.wharf.transform.KeyTexts;
import dev.wharf.transform.SourceItem;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.RowChunk;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rows of a batch that refer to nothing: neither to a row of the target nor to one of the batch that could itself be
 * written. A database that breaks off at a foreign key seldom says of which row.
 */
final class DanglingRows {

    private final RunContext context;
    private final TargetSession session;

    DanglingRows(RunContext context, TargetSession session) {
        this.context = context;
        this.session = session;
    }

    /** One value of a foreign key that is not in the target, and who refers by it. */
    private record Missing(SourceItem item, TableName table, List<String> columns, List<String> value, String reason) {

        String key() {
            return KeyTexts.write(value);
        }

        KeyOf keyOf() {
            return new KeyOf(table, columns);
        }
    }

    private record KeyOf(TableName table, List<String> columns) {}

    /** Rejects the rows that refer to nothing; gives whether there were any. */
    boolean reject(BatchRows rows, List<SourceItem> open) {
        List<Missing> missing = new ArrayList<>();
        for (ColumnSet set : rows.columnSets()) {
            for (ForeignKey foreignKey : set.table().foreignKeys()) {
                int[] fields = fields(set, foreignKey.columns());
                if (fields != null) {
                    find(rows, set, foreignKey, fields, open, missing);
                }
            }
        }
        return rejectHopeless(rows, missing);
    }

    /** What a run wrote and is gone was deleted by somebody: the source has it, so its absence alone would be no reason. */
    private void rejectAll(Collection<Missing> hopeless) {
        Map<KeyOf, Set<String>> keys = new LinkedHashMap<>();
        hopeless.forEach(one -> keys.computeIfAbsent(one.keyOf(), k -> new HashSet<>()).add(one.key()));
        Map<KeyOf, Map<String, RunId>> writers = new HashMap<>();
        RecordedRows recorded = new RecordedRows(context.sql(session));
        keys.forEach((of, its) ->
                writers.put(of, recorded.writersOf(context.run(), of.table().toString(), of.columns(), its)));
        for (Missing one : hopeless) {
            RunId run = writers.getOrDefault(one.keyOf(), Map.of()).get(one.key());
            one.item().reject(
                    run == null ? one.reason() : one.reason() + ": run " + run + " wrote that row, and it was deleted since");
        }
    }

    /** Whether rows of a batch may refer to others of it under a constraint that is checked at once. */
    boolean mayReferWithin(BatchRows rows) {
        Set<TableName> written = new HashSet<>();
        rows.columnSets().forEach(set -> written.add(set.table().name()));
        return rows.columnSets().stream()
                .flatMap(set -> set.table().foreignKeys().stream())
                .anyMatch(foreignKey -> written.contains(foreignKey.table()));
    }

    private void find(
            BatchRows rows,
            ColumnSet set,
            ForeignKey foreignKey,
            int[] fields,
            List<SourceItem> open,
            List<Missing> missing) {
        Map<List<String>, List<SourceItem>> referring = new LinkedHashMap<>();
        eachRow(rows, set, fields, open, (item, value) -> referring.computeIfAbsent(value, v -> new ArrayList<>()).add(item));
        Table parent = context.plan().target().table(foreignKey.table()).orElse(null);
        if (referring.isEmpty() || parent == null) {
            return;
        }
        List<List<String>> values = List.copyOf(referring.keySet());
        List<@Nullable StoredRow> found = session.find(parent, foreignKey.referenced(), values, List.of());
        for (int i = 0; i < values.size(); i++) {
            if (found.get(i) == null) {
                for (SourceItem item : referring.get(values.get(i))) {
                    missing.add(new Missing(
                            item,
                            foreignKey.table(),
                            foreignKey.referenced(),
                            values.get(i),
                            String.join(", ", foreignKey.columns()) + " of " + set.table().name() + " refers to no row of "
                                    + foreignKey.table()));
                }
            }
        }
    }

    /** A row is lost whose reference nothing satisfies, and then those that only a lost row would have satisfied. */
    private boolean rejectHopeless(BatchRows rows, List<Missing> missing) {
        Map<TableName, Map<List<String>, Map<List<String>, List<SourceItem>>>> providers = new HashMap<>();
        Map<SourceItem, Missing> hopeless = new LinkedHashMap<>();
        Predicate<SourceItem> moves = item -> item.moves() && !hopeless.containsKey(item);
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Missing one : missing) {
                if (moves.test(one.item())) {
                    List<SourceItem> given = providers
                            .computeIfAbsent(one.table(), t -> new HashMap<>())
                            .computeIfAbsent(one.columns(), c -> provided(rows, one.table(), c))
                            .getOrDefault(normal(rows, one), List.of());
                    if (given.stream().noneMatch(moves)) {
                        hopeless.put(one.item(), one);
                        changed = true;
                    }
                }
            }
        }
        rejectAll(hopeless.values());
        return !hopeless.isEmpty();
    }

    private Map<List<String>, List<SourceItem>> provided(BatchRows rows, TableName table, List<String> columns) {
        Map<List<String>, List<SourceItem>> provided = new HashMap<>();
        for (ColumnSet set : rows.columnSets()) {
            int[] fields = set.table().name().equals(table) ? fields(set, columns) : null;
            if (fields != null) {
                eachRow(rows, set, fields, rows.items(), (item, value) ->
                        provided.computeIfAbsent(normal(set.table(), columns, value), v -> new ArrayList<>()).add(item));
            }
        }
        return provided;
    }

    private List<String> normal(BatchRows rows, Missing missing) {
        return rows.columnSets().stream()
                .filter(set -> set.table().name().equals(missing.table()))
                .findFirst()
                .map(set -> normal(set.table(), missing.columns(), missing.value()))
                .orElse(missing.value());
    }

    /** What the database may take for the same: a row is rejected for sure reasons only. */
    private static List<String> normal(Table table, List<String> columns, List<String> value) {
        List<String> normal = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            TypeKind kind = table.column(columns.get(i)).map(column -> column.type().kind()).orElse(TypeKind.OTHER);
            normal.add(normal(kind, value.get(i)));
        }
        return normal;
    }

    private static String normal(TypeKind kind, String value) {
        if (kind == TypeKind.DECIMAL || kind == TypeKind.DOUBLE || kind == TypeKind.REAL) {
            try {
                return new BigDecimal(value).stripTrailingZeros().toPlainString();
            } catch (NumberFormatException e) {
                return value;
            }
        }
        return value.toLowerCase(Locale.ROOT).stripTrailing();
    }

    @FunctionalInterface
    private interface RowReader {
        void row(SourceItem item, List<String> value);
    }

    /** Hands over the values of some fields of the rows that move, those without NULL. */
    private static void eachRow(BatchRows rows, ColumnSet set, int[] fields, List<SourceItem> items, RowReader reader) {
        for (SourceItem item : items) {
            if (!item.moves()) {
                continue;
            }
            for (SourceItem.TargetRow row : item.rows()) {
                if (row.set() == set) {
                    List<String> value = value(rows.gather(set, row.index()), set, fields);
                    if (value != null) {
                        reader.row(item, value);
                    }
                }
            }
        }
    }

    private static @Nullable List<String> value(RowChunk one, ColumnSet set, int[] fields) {
        List<String> value = new ArrayList<>(fields.length);
        for (int field : fields) {
            int at = one.starts()[0] + 2;
            for (int skipped = 0; skipped < field; skipped++) {
                at += 4 + Math.max(0, BigEndian.int32(one.bytes(), at));
            }
            int length = BigEndian.int32(one.bytes(), at);
            if (length < 0) {
                return null;
            }
            value.add(ValueText.of(set.columnLayouts()[field], one.bytes(), at + 4, length));
        }
        return value;
    }

    /** Where columns stand among those that a set's rows set; null where one of them is not set. */
    private static int @Nullable [] fields(ColumnSet set, List<String> columns) {
        List<String> names = set.columns().stream().map(Column::name).toList();
        int[] fields = columns.stream().mapToInt(names::indexOf).toArray();
        for (int field : fields) {
            if (field < 0) {
                return null;
            }
        }
        return fields;
    }
}
