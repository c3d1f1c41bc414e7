package dev.wharf.author.subset;

import dev.wharf.author.SqlNames;
import dev.wharf.author.subset.RowSet.Among;
import dev.wharf.author.subset.RowSet.Part;
import dev.wharf.author.subset.RowSet.Picked;
import dev.wharf.catalog.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Writes a set of rows as a condition. Alternatives become one {@code key IN (… UNION ALL …)}, never an OR of subqueries:
 * PostgreSQL joins the first and may run the second anew for every row. A set that is used twice becomes a WITH item, which
 * both products make once; so does each level of a ring, lest they nest.
 */
final class SetSql {

    private static final int LONGEST_BASE = 40;

    private final Map<RowSet, String> names = new IdentityHashMap<>();
    private final Map<RowSet, Set<String>> columns = new IdentityHashMap<>();
    private final List<RowSet> shared = new ArrayList<>();

    private SetSql() {}

    /** What may stand behind WHERE in a SELECT from the set's table. */
    static String condition(Schema schema, RowSet set) {
        SetSql sql = new SetSql();
        List<String> key = set.key();
        if (!key.isEmpty() || set.parts().size() == 1) {
            sql.share(schema, set);
        }
        if (sql.shared.isEmpty()) {
            return sql.predicate(set);
        }
        String with = "WITH " + sql.shared.stream()
                .map(s -> sql.names.get(s) + " AS (SELECT " + quoted(List.copyOf(sql.columns.getOrDefault(s, Set.of()))) + " FROM "
                        + SqlNames.quote(s.table().name()) + " WHERE " + sql.predicate(s) + ")")
                .collect(Collectors.joining(", ")) + " ";
        return set.parts().size() == 1 && set.parts().getFirst() instanceof Among only
                ? tuple(only.columns()) + " IN (" + with + sql.select(only) + ")"
                : tuple(key) + " IN (" + with + "SELECT " + quoted(key) + " FROM " + SqlNames.quote(set.table().name()) + " WHERE "
                        + sql.predicate(set) + ")";
    }

    /** A name cut so that it stays one with what is added to it: PostgreSQL keeps 63 bytes of a name. */
    private static String shortened(String name) {
        String cut = name;
        while (cut.getBytes(StandardCharsets.UTF_8).length > LONGEST_BASE) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut;
    }

    /** Finds the sets that are used more than once, each after those it uses, and names them. */
    private void share(Schema schema, RowSet root) {
        Map<RowSet, Integer> uses = new IdentityHashMap<>();
        List<RowSet> order = new ArrayList<>();
        visit(root, uses, order);
        Set<String> taken = new HashSet<>();
        schema.tables().forEach(t -> taken.add(t.name().name().toLowerCase(Locale.ROOT)));
        for (RowSet set : order) {
            if (uses.getOrDefault(set, 0) > (set.ofRing() ? 0 : 1)) {
                String base = "picked_" + shortened(set.table().name().name());
                String free = base;
                for (int i = 2; !taken.add(free.toLowerCase(Locale.ROOT)); i++) {
                    free = base + "_" + i;
                }
                names.put(set, SqlNames.quote(free));
                shared.add(set);
            }
        }
        for (RowSet set : order) {
            for (Among link : set.links()) {
                columns.computeIfAbsent(link.other(), s -> new LinkedHashSet<>()).addAll(link.others());
            }
        }
    }

    private static void visit(RowSet set, Map<RowSet, Integer> uses, List<RowSet> order) {
        if (uses.containsKey(set)) {
            return;
        }
        uses.put(set, 0);
        for (Among link : set.links()) {
            visit(link.other(), uses, order);
            uses.merge(link.other(), 1, Integer::sum);
        }
        order.add(set);
    }

    private String predicate(RowSet set) {
        List<String> picked = new ArrayList<>();
        Map<List<String>, List<Among>> among = new LinkedHashMap<>();
        for (Part part : set.parts()) {
            switch (part) {
                case Picked p -> picked.add(p.condition());
                case Among a -> among.computeIfAbsent(a.columns(), c -> new ArrayList<>()).add(a);
            }
        }
        List<String> alternatives = new ArrayList<>(picked);
        among.forEach((own, links) -> alternatives.add(in(own, links.stream().map(this::select).toList())));
        if (alternatives.size() == 1) {
            return alternatives.getFirst();
        }
        List<String> key = set.key();
        if (key.isEmpty()) {
            return "(" + String.join(" OR ", alternatives) + ")";
        }
        List<String> selects = new ArrayList<>();
        among.getOrDefault(key, List.of()).forEach(link -> selects.add(select(link)));
        String from = "SELECT " + quoted(key) + " FROM " + SqlNames.quote(set.table().name()) + " WHERE ";
        picked.forEach(p -> selects.add(from + p));
        among.forEach((own, links) -> {
            if (!own.equals(key)) {
                selects.add(from + in(own, links.stream().map(this::select).toList()));
            }
        });
        return in(key, selects);
    }

    private String select(Among link) {
        String name = names.get(link.other());
        String from = "SELECT " + quoted(link.others()) + " FROM ";
        return name != null
                ? from + name
                : from + SqlNames.quote(link.other().table().name()) + " WHERE " + predicate(link.other());
    }

    private static String in(List<String> columns, List<String> selects) {
        return tuple(columns) + " IN (" + String.join(" UNION ALL ", selects) + ")";
    }

    private static String tuple(List<String> columns) {
        return columns.size() == 1 ? SqlNames.quote(columns.getFirst()) : "(" + quoted(columns) + ")";
    }

    private static String quoted(List<String> columns) {
        return columns.stream().map(SqlNames::quote).collect(Collectors.joining(", "));
    }
}
