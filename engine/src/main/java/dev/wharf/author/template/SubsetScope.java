package dev.wharf.author.template;

import dev.wharf.author.PlanRequest;
import dev.wharf.author.Reach;
import dev.wharf.author.subset.Closure;
import dev.wharf.author.subset.Subset;
import dev.wharf.author.subset.Subset.Member;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Which rows of which tables move with a subset: all that the picked rows lead to and the target has a table for. */
final class SubsetScope {

    private SubsetScope() {}

    /** A subset and the pairs that its rows go through. */
    record Found(Subset subset, List<Scope.Moved> moved) {}

    static Found of(PlanRequest request, List<TableMatch> everyMatch, Map<Table, String> starts, List<String> notes) {
        request.reach().requireAlone(request.tables());
        Map<TableName, TableMatch> matches = new LinkedHashMap<>();
        everyMatch.forEach(m -> matches.put(m.source().name(), m));
        Map<TableName, String> picked = new LinkedHashMap<>();
        starts.forEach((table, condition) -> picked.put(table.name(), condition));
        Subset found = Closure.of(request.sourceSchema(), picked, request.reach() == Reach.SUBSET_WITH_CHILDREN, matches.keySet(),
                request.evidence()::sourceRows);
        List<Member> kept = found.members().stream()
                .filter(m -> picked.containsKey(m.table().name()) || m.rows().isEmpty() || m.rows().getAsLong() > 0)
                .toList();
        Subset subset = new Subset(found.children(), kept, found.open(), found.deepest());
        tell(request, subset, found, matches.keySet(), notes);
        return new Found(subset,
                kept.stream().map(m -> new Scope.Moved(Objects.requireNonNull(matches.get(m.table().name())), m.condition())).toList());
    }

    private static void tell(PlanRequest request, Subset subset, Subset found, Set<TableName> matched, List<String> notes) {
        if (!subset.closed()) {
            notes.add("Not followed to the end: the ring of references through " + names(subset.open())
                    + ". Rows that lie deeper do not come along; `check` counts those that are missed.");
        } else if (subset.deepest() > 0) {
            notes.add("Rings of references are followed as deep as the data goes now, which is " + subset.deepest()
                    + (subset.deepest() == 1 ? " step." : " steps.") + " Plan anew when the source has grown deeper.");
        }
        List<TableName> empty = found.members().stream().filter(m -> !subset.members().contains(m)).map(m -> m.table().name()).toList();
        if (!empty.isEmpty()) {
            notes.add("Without a row in the subset, and therefore no step: " + names(empty) + ".");
        }
        Set<TableName> missing = new LinkedHashSet<>();
        for (Member member : subset.members()) {
            for (ForeignKey key : member.table().foreignKeys()) {
                if (!matched.contains(key.table())) {
                    missing.add(key.table());
                }
            }
        }
        if (!missing.isEmpty()) {
            notes.add("Referred to, but " + request.target() + " has no table that fits: " + names(List.copyOf(missing)) + ".");
        }
    }

    /** One line for people on why rows of a table are read. */
    static String reason(Member member) {
        List<String> ways = new ArrayList<>();
        for (Subset.Path path : member.paths()) {
            ways.add(switch (path.reason()) {
                case PICKED -> "that are picked";
                case REFERRED_TO -> "that " + path.from() + "." + String.join("+", path.columns()) + " refers to";
                case DEPENDENT -> "that belong to " + path.from() + " by " + String.join("+", path.columns());
            });
        }
        return "Rows of " + member.table().name() + " " + ways.stream().distinct().collect(Collectors.joining(", or ")) + ".";
    }

    private static String names(List<TableName> names) {
        return names.stream().map(TableName::toString).collect(Collectors.joining(", "));
    }
}
