package dev.wharf.author.subset;

import dev.wharf.catalog.Table;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Rows of one table: all that one of the parts picks. Parts lead to sets that are complete already, so there are no rings. */
final class RowSet {

    private final Table table;
    private final boolean ofRing;
    private final List<Part> parts = new ArrayList<>();

    RowSet(Table table) {
        this(table, false);
    }

    private RowSet(Table table, boolean ofRing) {
        this.table = table;
        this.ofRing = ofRing;
    }

    /** One level of a ring; levels within each other are nested deep, so each is written apart. */
    static RowSet ofRing(Table table) {
        return new RowSet(table, true);
    }

    boolean ofRing() {
        return ofRing;
    }

    RowSet(Table table, Part part) {
        this(table);
        parts.add(part);
    }

    sealed interface Part {}

    /** Rows that meet a condition, in brackets. */
    record Picked(String condition) implements Part {}

    /** Rows whose columns have the values that the other set's columns have. */
    record Among(List<String> columns, RowSet other, List<String> others) implements Part {
        Among {
            columns = List.copyOf(columns);
            others = List.copyOf(others);
        }
    }

    Table table() {
        return table;
    }

    List<Part> parts() {
        return parts;
    }

    void add(Part part) {
        if (!parts.contains(part)) {
            parts.add(part);
        }
    }

    boolean empty() {
        return parts.isEmpty();
    }

    List<Among> links() {
        return parts.stream().filter(Among.class::isInstance).map(Among.class::cast).toList();
    }

    /** Columns that tell the table's rows apart and are never NULL; empty where there are none. */
    List<String> key() {
        if (!table.primaryKey().isEmpty() && present(table.primaryKey())) {
            return table.primaryKey();
        }
        return table.uniqueKeys().stream().map(u -> u.columns()).filter(this::present).findFirst().orElse(List.of());
    }

    /** How many SELECTs its condition has where every set is written out at every place that names it. */
    long selects() {
        return selects(new IdentityHashMap<>());
    }

    private long selects(Map<RowSet, Long> known) {
        Long before = known.get(this);
        if (before != null) {
            return before;
        }
        long selects = parts.size() > 1 ? 1 + parts.size() : 1;
        for (Among link : links()) {
            selects = Math.min(Integer.MAX_VALUE, selects + link.other().selects(known));
        }
        known.put(this, selects);
        return selects;
    }

    private boolean present(List<String> columns) {
        return columns.stream().allMatch(c -> table.column(c).map(column -> !column.nullable()).orElse(false));
    }
}
