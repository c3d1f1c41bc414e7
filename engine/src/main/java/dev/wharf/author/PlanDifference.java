package dev.wharf.author;

import dev.wharf.plan.MappingRule;
import dev.wharf.plan.Plan;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where two plans for the same request differ, column by column of the target, in the order of the alphabet. Rules are words
 * for people, so that two plans that say the same in other words do not differ; what a column is made from does.
 *
 * @param same how many columns both make from the same columns
 */
public record PlanDifference(int same, List<Entry> entries) {

    public PlanDifference {
        entries = List.copyOf(entries);
    }

    /** What differs. */
    public enum Kind {
        /** Just the first plan fills the column. */
        ONLY_FIRST,
        /** Just the second does. */
        ONLY_SECOND,
        /** Both fill it, from other columns. */
        OTHER_COLUMNS,
        /** Both write the table, with another key or mode. */
        OTHER_WRITE
    }

    /**
     * One difference.
     *
     * @param column of the target; empty where it is about the table
     * @param first what the first plan does, for people; empty where it does nothing
     */
    public record Entry(Kind kind, String table, String column, String first, String second) {}

    public static PlanDifference between(Plan first, Plan second) {
        Map<String, Map<String, MappingRule>> a = rules(first);
        Map<String, Map<String, MappingRule>> b = rules(second);
        List<Entry> entries = new ArrayList<>();
        int same = 0;
        for (String table : union(a.keySet(), b.keySet())) {
            writes(first, second, table, entries);
            Map<String, MappingRule> x = a.getOrDefault(table, Map.of());
            Map<String, MappingRule> y = b.getOrDefault(table, Map.of());
            for (String column : union(x.keySet(), y.keySet())) {
                MappingRule left = x.get(column);
                MappingRule right = y.get(column);
                if (left == null || right == null) {
                    entries.add(new Entry(left == null ? Kind.ONLY_SECOND : Kind.ONLY_FIRST, table, column, said(left), said(right)));
                } else if (new HashSet<>(left.from()).equals(new HashSet<>(right.from()))) {
                    same++;
                } else {
                    entries.add(new Entry(Kind.OTHER_COLUMNS, table, column, said(left), said(right)));
                }
            }
        }
        return new PlanDifference(same, entries);
    }

    private static void writes(Plan first, Plan second, String table, List<Entry> entries) {
        List<String> a = writes(first, table);
        List<String> b = writes(second, table);
        if (!a.isEmpty() && !b.isEmpty() && !a.equals(b)) {
            entries.add(new Entry(Kind.OTHER_WRITE, table, "", String.join("; ", a), String.join("; ", b)));
        }
    }

    private static List<String> writes(Plan plan, String table) {
        return plan.steps().stream()
                .flatMap(s -> s.writes().stream())
                .filter(w -> w.table().equals(table))
                .map(w -> w.mode().word() + " by " + String.join(", ", w.key()))
                .toList();
    }

    private static Map<String, Map<String, MappingRule>> rules(Plan plan) {
        Map<String, Map<String, MappingRule>> rules = new TreeMap<>();
        for (Step step : plan.steps()) {
            for (Write write : step.writes()) {
                rules.computeIfAbsent(write.table(), t -> new TreeMap<>());
            }
            for (MappingRule rule : step.mapping()) {
                String table = rule.table() == null ? step.ownWrite().table() : rule.table();
                rules.computeIfAbsent(table, t -> new TreeMap<>()).put(rule.target(), rule);
            }
        }
        return rules;
    }

    private static Set<String> union(Set<String> a, Set<String> b) {
        Set<String> all = new TreeSet<>(a);
        all.addAll(b);
        return all;
    }

    private static String said(@Nullable MappingRule rule) {
        return rule == null ? "" : (rule.from().isEmpty() ? "" : "from " + String.join(", ", rule.from()) + ": ") + rule.rule();
    }
}
