package dev.wharf.catalog;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Tables in an order in which every table comes after those that its foreign keys refer to. Views are no part of it, and a
 * foreign key to a table that is not among the given ones does not count.
 *
 * @param order every table once; by name among those that may come at the same place, so that it is always the same
 * @param cycles the sets of two and more tables that refer to each other in a ring (strongly connected components): each
 *     sorted by name, and standing together in {@code order}
 * @param selfReferences tables with a foreign key to themselves, in a larger cycle or not
 */
public record DependencyOrder(List<TableName> order, List<List<TableName>> cycles, List<TableName> selfReferences) {

    public DependencyOrder {
        order = List.copyOf(order);
        cycles = cycles.stream().map(List::copyOf).toList();
        selfReferences = List.copyOf(selfReferences);
    }

    public static DependencyOrder of(Collection<Table> tables) {
        Map<TableName, SortedSet<TableName>> references = new LinkedHashMap<>();
        List<TableName> self = new ArrayList<>();
        List<Table> sorted = tables.stream()
                .filter(t -> t.kind() != TableKind.VIEW)
                .sorted(Comparator.comparing(Table::name))
                .toList();
        sorted.forEach(t -> references.put(t.name(), new TreeSet<>()));
        for (Table table : sorted) {
            for (ForeignKey key : table.foreignKeys()) {
                if (key.table().equals(table.name())) {
                    if (!self.contains(table.name())) {
                        self.add(table.name());
                    }
                } else if (references.containsKey(key.table())) {
                    references.get(table.name()).add(key.table());
                }
            }
        }
        List<List<TableName>> components = new Components(references).find();
        List<TableName> order = new ArrayList<>();
        arrange(components, references).forEach(order::addAll);
        List<List<TableName>> cycles = components.stream()
                .filter(c -> c.size() > 1)
                .sorted(Comparator.comparing(List::getFirst))
                .toList();
        return new DependencyOrder(order, cycles, self);
    }

    /** Kahn's algorithm over the components, which refer to each other without cycles; the least name that is free goes next. */
    private static List<List<TableName>> arrange(
            List<List<TableName>> components, Map<TableName, SortedSet<TableName>> references) {
        Map<TableName, List<TableName>> componentOf = new HashMap<>();
        components.forEach(c -> c.forEach(t -> componentOf.put(t, c)));
        Map<List<TableName>, SortedSet<TableName>> waitsFor = new HashMap<>();
        for (List<TableName> component : components) {
            SortedSet<TableName> needed = new TreeSet<>();
            for (TableName table : component) {
                references.get(table).stream()
                        .map(componentOf::get)
                        .filter(c -> c != component)
                        .forEach(c -> needed.add(c.getFirst()));
            }
            waitsFor.put(component, needed);
        }
        PriorityQueue<List<TableName>> free = new PriorityQueue<>(Comparator.comparing(List<TableName>::getFirst));
        components.stream().filter(c -> waitsFor.get(c).isEmpty()).forEach(free::add);
        List<List<TableName>> arranged = new ArrayList<>();
        while (!free.isEmpty()) {
            List<TableName> next = free.poll();
            arranged.add(next);
            for (List<TableName> component : components) {
                if (waitsFor.get(component).remove(next.getFirst()) && waitsFor.get(component).isEmpty()) {
                    free.add(component);
                }
            }
        }
        return arranged;
    }

    /** Tarjan's algorithm, on a stack of its own: a chain of some thousand tables must not overflow the thread's. */
    private static final class Components {

        private record Visit(TableName table, Deque<TableName> open) {}

        private final Map<TableName, SortedSet<TableName>> references;
        private final Map<TableName, Integer> number = new HashMap<>();
        private final Map<TableName, Integer> lowest = new HashMap<>();
        private final Deque<TableName> path = new ArrayDeque<>();
        private final SortedSet<TableName> onPath = new TreeSet<>();
        private final List<List<TableName>> found = new ArrayList<>();

        private Components(Map<TableName, SortedSet<TableName>> references) {
            this.references = references;
        }

        private List<List<TableName>> find() {
            references.keySet().stream().filter(t -> !number.containsKey(t)).forEach(this::search);
            return found;
        }

        private void search(TableName start) {
            Deque<Visit> visits = new ArrayDeque<>();
            visits.push(enter(start));
            while (!visits.isEmpty()) {
                Visit visit = visits.peek();
                TableName next = visit.open().poll();
                if (next == null) {
                    visits.pop();
                    leave(visit.table());
                    if (!visits.isEmpty()) {
                        lowest.merge(visits.peek().table(), lowest.get(visit.table()), Math::min);
                    }
                } else if (!number.containsKey(next)) {
                    visits.push(enter(next));
                } else if (onPath.contains(next)) {
                    lowest.merge(visit.table(), number.get(next), Math::min);
                }
            }
        }

        private Visit enter(TableName table) {
            int next = number.size();
            number.put(table, next);
            lowest.put(table, next);
            path.push(table);
            onPath.add(table);
            return new Visit(table, new ArrayDeque<>(references.get(table)));
        }

        /** A table from which nothing earlier can be reached is the first of its component. */
        private void leave(TableName table) {
            if (!lowest.get(table).equals(number.get(table))) {
                return;
            }
            SortedSet<TableName> component = new TreeSet<>();
            TableName member;
            do {
                member = path.pop();
                onPath.remove(member);
                component.add(member);
            } while (!member.equals(table));
            found.add(List.copyOf(component));
        }
    }
}
