package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which pairs are moved: what is referred to comes first. A cycle is entered where the references that point
 * forward may be NULL for a while, so that they can be filled later.
 */
final class StepOrder {

    private final List<TableMatch> open;
    private final Map<TableMatch, Map<TableMatch, Boolean>> needs = new HashMap<>();

    private StepOrder(List<TableMatch> matches) {
        this.open = new ArrayList<>(matches);
        this.open.sort(Comparator.comparing(m -> m.target().name()));
        for (TableMatch match : open) {
            needs.put(match, needs(match));
        }
    }

    static List<TableMatch> of(List<TableMatch> matches) {
        return new StepOrder(matches).order();
    }

    private List<TableMatch> order() {
        List<TableMatch> order = new ArrayList<>();
        while (!open.isEmpty()) {
            TableMatch next = open.stream()
                    .filter(m -> unplaced(m).isEmpty())
                    .findFirst()
                    .orElseGet(this::entry);
            order.add(next);
            open.remove(next);
        }
        return order;
    }

    /** Where to enter a cycle: at a pair that only waits for pairs that wait for it, by references that may be NULL. */
    private TableMatch entry() {
        return open.stream()
                .filter(m -> unplaced(m).stream().allMatch(n -> Boolean.TRUE.equals(needs(m, n)) && reaches(n, m, new HashSet<>())))
                .findFirst()
                .or(() -> open.stream()
                        .filter(m -> unplaced(m).stream().allMatch(n -> reaches(n, m, new HashSet<>())))
                        .findFirst())
                .orElseGet(open::getFirst);
    }

    private boolean reaches(TableMatch from, TableMatch to, Set<TableMatch> seen) {
        if (!seen.add(from)) {
            return false;
        }
        return unplaced(from).stream().anyMatch(n -> n.equals(to) || reaches(n, to, seen));
    }

    private List<TableMatch> unplaced(TableMatch match) {
        return open.stream().filter(o -> !o.equals(match) && needs.get(match).containsKey(o)).toList();
    }

    private Boolean needs(TableMatch match, TableMatch other) {
        return needs.get(match).getOrDefault(other, Boolean.TRUE);
    }

    /** The pairs that a pair refers to, on either side, and whether every such reference may be NULL. */
    private Map<TableMatch, Boolean> needs(TableMatch match) {
        Map<TableMatch, Boolean> found = new HashMap<>();
        for (TableMatch other : open) {
            for (ForeignKey key : match.target().foreignKeys()) {
                if (key.table().equals(other.target().name())) {
                    found.merge(other, nullable(match.target(), key), Boolean::logicalAnd);
                }
            }
            if (found.containsKey(other)) {
                continue;
            }
            for (ForeignKey key : match.source().foreignKeys()) {
                if (key.table().equals(other.source().name())) {
                    found.merge(other, nullable(match.source(), key), Boolean::logicalAnd);
                }
            }
        }
        return found;
    }

    static boolean nullable(Table table, ForeignKey key) {
        return key.columns().stream().allMatch(c -> table.column(c).map(Column::nullable).orElse(true));
    }
}
