package dev.wharf.author.subset;

import dev.wharf.author.subset.RowSet.Among;
import dev.wharf.author.subset.RowSet.Picked;
import dev.wharf.author.subset.Subset.Member;
import dev.wharf.author.subset.Subset.Path;
import dev.wharf.author.subset.Subset.Reason;
import dev.wharf.catalog.DependencyOrder;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds a subset: the picked rows; with children all rows that depend on them, directly or over others; then all that any of
 * these refer to, and so on. Dependents of rows that are only referred to stay behind, else everything would come along.
 *
 * <p>SQL without recursion cannot follow a ring of references to its end, so a ring is followed level by level until a count
 * shows that no further row comes in.
 */
public final class Closure {

    /** A ring is followed this far at most; each level is a part of the extract's text. */
    static final int MAX_LEVELS = 24;

    /** Where counts would take too long, nothing shows the end; a few levels are followed and the ring is said to be open. */
    private static final int UNCOUNTED_LEVELS = 3;

    /**
     * SQLite writes a WITH item out at every place that names it, and takes about 500 SELECTs in a statement (measured with
     * 3.54). Questions about a table join the conditions of two.
     */
    private static final long MAX_SELECTS = 220;
    private static final long MAX_SELECTS_OF_RING = 100;

    private final Schema schema;
    private final RowCounter counter;
    private final DependencyOrder order;
    private final Map<TableName, Table> tables = new LinkedHashMap<>();
    private final Set<TableName> open = new TreeSet<>();
    private int deepest;

    private Closure(Schema schema, Set<TableName> available, RowCounter counter) {
        this.schema = schema;
        this.counter = counter;
        this.order = DependencyOrder.of(schema.tables().stream().filter(t -> available.contains(t.name())).toList());
        order.order().forEach(name -> tables.put(name, schema.table(name).orElseThrow()));
    }

    /**
     * @param starts the condition that picks the first rows of each table, in brackets
     * @param children whether rows that depend on the picked ones come along
     * @param available the tables that rows may come from; nothing is followed through others
     * @throws WharfException of kind USAGE with code {@code subset-too-wide} where a condition would be too much for the database
     */
    public static Subset of(
            Schema schema, Map<TableName, String> starts, boolean children, Set<TableName> available, RowCounter counter) {
        return new Closure(schema, available, counter).find(starts, children);
    }

    /** Rows of {@code to} come in because of rows of {@code from}. */
    private record Edge(Reason reason, TableName from, List<String> fromColumns, Table to, List<String> toColumns, ForeignKey key) {}

    private Subset find(Map<TableName, String> starts, boolean children) {
        Map<TableName, RowSet> first = new LinkedHashMap<>();
        starts.forEach((name, condition) -> first.put(name, new RowSet(table(name), new Picked(condition))));
        List<Edge> down = children ? dependents() : List.of();
        Map<TableName, RowSet> dependent = children ? grow(first, order.order(), down) : first;
        List<Edge> up = referred();
        Map<TableName, RowSet> all = grow(dependent, order.order().reversed(), up);
        List<Member> members = new ArrayList<>();
        Map<TableName, List<TableName>> chains = chains(starts.keySet(), all.keySet(), dependent.keySet(), down, up);
        for (TableName name : order.order()) {
            RowSet set = all.get(name);
            if (set != null) {
                if (schema.dialect() == Dialect.SQLITE && set.selects() > MAX_SELECTS) {
                    throw new WharfException(Kind.USAGE, "subset-too-wide",
                            "So many ways lead to rows of " + name + " that SQLite takes no statement over all of them.",
                            "Leave --children out, or move the subset in parts with --table and --where.");
                }
                String condition = SetSql.condition(schema, set);
                List<Path> paths = new ArrayList<>();
                if (starts.containsKey(name)) {
                    paths.add(new Path(Reason.PICKED, name, List.of(), counter.count(set.table(), starts.get(name))));
                }
                down.stream().filter(e -> e.to().name().equals(name)).forEach(e -> path(e, dependent, paths));
                up.stream().filter(e -> e.to().name().equals(name)).forEach(e -> path(e, all, paths));
                members.add(new Member(set.table(), condition, counter.count(set.table(), condition),
                        chains.getOrDefault(name, List.of(name)), paths));
            }
        }
        return new Subset(children, members, List.copyOf(open), deepest);
    }

    private void path(Edge edge, Map<TableName, RowSet> sets, List<Path> paths) {
        RowSet from = sets.get(edge.from());
        if (from != null) {
            RowSet set = new RowSet(edge.to(), new Among(edge.toColumns(), from, edge.fromColumns()));
            paths.add(new Path(edge.reason(), edge.from(), edge.key().columns(),
                    counter.count(edge.to(), SetSql.condition(schema, set))));
        }
    }

    private Table table(TableName name) {
        return schema.table(name).orElseThrow(() -> new IllegalArgumentException("no table " + name));
    }

    private List<Edge> referred() {
        List<Edge> edges = new ArrayList<>();
        tables.values().forEach(child -> keys(child).forEach((key, parent) ->
                edges.add(new Edge(Reason.REFERRED_TO, child.name(), key.columns(), parent, referenced(key, parent), key))));
        return edges;
    }

    private List<Edge> dependents() {
        List<Edge> edges = new ArrayList<>();
        tables.values().forEach(child -> keys(child).forEach((key, parent) ->
                edges.add(new Edge(Reason.DEPENDENT, parent.name(), referenced(key, parent), child, key.columns(), key))));
        return edges;
    }

    private Map<ForeignKey, Table> keys(Table child) {
        Map<ForeignKey, Table> keys = new LinkedHashMap<>();
        for (ForeignKey key : child.foreignKeys()) {
            Table parent = tables.get(key.table());
            if (parent != null && referenced(key, parent).size() == key.columns().size()) {
                keys.put(key, parent);
            }
        }
        return keys;
    }

    private static List<String> referenced(ForeignKey key, Table parent) {
        return key.referenced().isEmpty() ? parent.primaryKey() : key.referenced();
    }

    /** What the edges add to these sets, table after table; a ring is grown as one. */
    private Map<TableName, RowSet> grow(Map<TableName, RowSet> given, List<TableName> inOrder, List<Edge> edges) {
        Map<TableName, RowSet> grown = new LinkedHashMap<>();
        Set<TableName> done = new LinkedHashSet<>();
        for (TableName name : inOrder) {
            if (done.contains(name)) {
                continue;
            }
            List<TableName> ring = order.cycles().stream().filter(c -> c.contains(name)).findFirst().orElse(List.of(name));
            done.addAll(ring);
            List<Edge> inside = edges.stream().filter(e -> ring.contains(e.from()) && ring.contains(e.to().name())).toList();
            Map<TableName, RowSet> base = new LinkedHashMap<>();
            for (TableName member : ring) {
                RowSet set = new RowSet(table(member));
                RowSet before = given.get(member);
                if (before != null) {
                    before.parts().forEach(set::add);
                }
                for (Edge edge : edges) {
                    RowSet from = grown.get(edge.from());
                    if (from != null && edge.to().name().equals(member) && !ring.contains(edge.from())) {
                        set.add(new Among(edge.toColumns(), from, edge.fromColumns()));
                    }
                }
                if (!set.empty()) {
                    base.put(member, set);
                }
            }
            grown.putAll(inside.isEmpty() || base.isEmpty() ? base : ring(base, inside));
        }
        return grown;
    }

    /** Follows a ring from its first rows, level by level, until no count grows any more. Each level holds those before it. */
    private Map<TableName, RowSet> ring(Map<TableName, RowSet> base, List<Edge> inside) {
        Map<TableName, RowSet> all = base;
        OptionalLong rows = total(all);
        for (int i = 1; ; i++) {
            Map<TableName, RowSet> wider = wider(base, all, inside);
            if (tooWide(wider)) {
                open.addAll(all.keySet());
                return all;
            }
            OptionalLong more = total(wider);
            if (more.isPresent() && more.equals(rows)) {
                return all;
            }
            if (i > (more.isPresent() ? MAX_LEVELS : UNCOUNTED_LEVELS)) {
                open.addAll(all.keySet());
                return all;
            }
            deepest = Math.max(deepest, i);
            all = wider;
            rows = more;
        }
    }

    /** The first rows, and all that the edges add to a level. */
    private static Map<TableName, RowSet> wider(Map<TableName, RowSet> base, Map<TableName, RowSet> level, List<Edge> inside) {
        Map<TableName, RowSet> wider = new LinkedHashMap<>();
        base.forEach((name, set) -> {
            RowSet copy = RowSet.ofRing(set.table());
            set.parts().forEach(copy::add);
            wider.put(name, copy);
        });
        for (Edge edge : inside) {
            RowSet from = level.get(edge.from());
            if (from != null) {
                wider.computeIfAbsent(edge.to().name(), n -> RowSet.ofRing(edge.to()))
                        .add(new Among(edge.toColumns(), from, edge.fromColumns()));
            }
        }
        return wider;
    }

    private boolean tooWide(Map<TableName, RowSet> sets) {
        return schema.dialect() == Dialect.SQLITE && sets.values().stream().anyMatch(s -> s.selects() > MAX_SELECTS_OF_RING);
    }

    /** The rows of all these sets together; empty where one was not counted. */
    private OptionalLong total(Map<TableName, RowSet> sets) {
        long total = 0;
        for (RowSet set : sets.values()) {
            OptionalLong rows = counter.count(set.table(), SetSql.condition(schema, set));
            if (rows.isEmpty()) {
                return OptionalLong.empty();
            }
            total += rows.getAsLong();
        }
        return OptionalLong.of(total);
    }

    /** The shortest way from a start to each table; among ways of one length that by the first edge. */
    private static Map<TableName, List<TableName>> chains(
            Set<TableName> starts, Set<TableName> reached, Set<TableName> dependent, List<Edge> down, List<Edge> up) {
        Map<TableName, List<TableName>> chains = new LinkedHashMap<>();
        Deque<TableName> next = new ArrayDeque<>();
        starts.forEach(s -> {
            chains.put(s, List.of(s));
            next.add(s);
        });
        while (!next.isEmpty()) {
            TableName at = next.poll();
            List<Edge> edges = new ArrayList<>(dependent.contains(at) ? down : List.of());
            edges.addAll(up);
            for (Edge edge : edges) {
                TableName to = edge.to().name();
                if (edge.from().equals(at) && reached.contains(to) && !chains.containsKey(to)) {
                    List<TableName> chain = new ArrayList<>(chains.getOrDefault(at, List.of()));
                    chain.add(to);
                    chains.put(to, chain);
                    next.add(to);
                }
            }
        }
        return chains;
    }
}
