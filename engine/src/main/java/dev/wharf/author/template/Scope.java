package dev.wharf.author.template;

import dev.wharf.author.SqlNames;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which rows of which tables move. Where conditions pick rows, tables that were named without a condition give the rows that
 * belong to picked ones, and tables that picked rows refer to come along with just those rows.
 */
final class Scope {

    private final Schema source;
    private final List<TableMatch> everyMatch;
    private final Map<Table, String> conditions;
    private final Set<Table> included = new LinkedHashSet<>();
    private final List<String> notes;

    private Scope(Schema source, List<TableMatch> everyMatch, Map<Table, String> given, List<String> notes) {
        this.source = source;
        this.everyMatch = everyMatch;
        this.conditions = new LinkedHashMap<>(given);
        this.notes = notes;
    }

    /** The moved pairs with the condition of each source table, null for all rows. */
    record Moved(TableMatch match, @Nullable String condition) {}

    static List<Moved> of(
            Schema source, List<TableMatch> named, List<TableMatch> everyMatch, Map<Table, String> given, List<String> notes) {
        Scope scope = new Scope(source, everyMatch, given, notes);
        named.forEach(m -> scope.included.add(m.source()));
        Map<Table, TableMatch> matches = new LinkedHashMap<>();
        everyMatch.forEach(m -> matches.put(m.source(), m));
        named.forEach(m -> matches.put(m.source(), m));
        if (!given.isEmpty()) {
            List<Table> parentsFirst = scope.parentsFirst();
            scope.narrow(parentsFirst);
            scope.takeAlong(parentsFirst.reversed(), matches);
        }
        List<Moved> moved = new ArrayList<>();
        for (Table table : scope.included) {
            TableMatch match = matches.get(table);
            if (match != null) {
                moved.add(new Moved(match, scope.conditions.get(table)));
            }
        }
        return moved;
    }

    /** A table that was named without a condition gives the rows whose parents are picked. */
    private void narrow(List<Table> parentsFirst) {
        for (Table table : parentsFirst) {
            if (!included.contains(table) || conditions.containsKey(table)) {
                continue;
            }
            List<String> parts = new ArrayList<>();
            for (ForeignKey key : table.foreignKeys()) {
                Table parent = parent(key).orElse(null);
                String condition = parent == null || parent.equals(table) ? null : conditions.get(parent);
                if (condition != null && parent != null && key.columns().size() == 1) {
                    parts.add(in(key.columns().getFirst(), parent, key.referenced().getFirst(), condition));
                }
            }
            if (!parts.isEmpty()) {
                conditions.put(table, parts.size() == 1 ? parts.getFirst() : "(" + String.join(" AND ", parts) + ")");
                notes.add("Of " + table.name() + " only the rows that belong to what the conditions pick are moved.");
            }
        }
    }

    /** What picked rows refer to comes along, just those rows, and so on upwards. */
    private void takeAlong(List<Table> childrenFirst, Map<Table, TableMatch> matches) {
        Set<Table> given = new HashSet<>(conditions.keySet());
        Set<Table> whole = new HashSet<>();
        included.stream().filter(t -> !conditions.containsKey(t)).forEach(whole::add);
        Map<Table, List<String>> referred = new LinkedHashMap<>();
        for (Table table : childrenFirst) {
            List<String> parts = referred.get(table);
            if (parts != null && !given.contains(table)) {
                boolean all = parts.contains("");
                if (!all) {
                    conditions.put(table, parts.size() == 1 ? parts.getFirst() : "(" + String.join(" OR ", parts) + ")");
                }
                whole.remove(table);
                if (included.add(table)) {
                    notes.add(table.name() + " comes along" + (all ? "" : ", just the rows that the picked rows refer to") + ".");
                }
            }
            if (!included.contains(table)) {
                continue;
            }
            for (ForeignKey key : table.foreignKeys()) {
                Table parent = parent(key).orElse(null);
                if (parent == null || parent.equals(table) || !matches.containsKey(parent) || key.columns().size() != 1) {
                    continue;
                }
                if (given.contains(parent)) {
                    if (included.add(parent)) {
                        notes.add(parent.name() + " comes along, just the rows that its condition picks.");
                    }
                    continue;
                }
                String condition = conditions.get(table);
                referred.computeIfAbsent(parent, p -> new ArrayList<>())
                        .add(condition == null ? "" : in(key.referenced().getFirst(), table, key.columns().getFirst(), condition));
            }
        }
        for (Table table : whole) {
            notes.add("All rows of " + table.name() + " are moved: no condition reaches it.");
        }
    }

    private static String in(String column, Table other, String otherColumn, String condition) {
        return SqlNames.quote(column) + " IN (SELECT " + SqlNames.quote(otherColumn) + " FROM " + SqlNames.quote(other.name())
                + " WHERE " + condition + ")";
    }

    private Optional<Table> parent(ForeignKey key) {
        return source.table(key.table());
    }

    /** All tables of the source, each after those it refers to, as far as cycles let that be. */
    private List<Table> parentsFirst() {
        Set<Table> placed = new LinkedHashSet<>();
        Set<Table> open = new HashSet<>();
        place(source.tables(), placed, open);
        return List.copyOf(placed);
    }

    private void place(Collection<Table> tables, Set<Table> placed, Set<Table> open) {
        for (Table table : tables) {
            if (!placed.contains(table) && open.add(table)) {
                place(table.foreignKeys().stream().flatMap(k -> parent(k).stream()).toList(), placed, open);
                placed.add(table);
            }
        }
    }
}
