package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Reference.Missing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Columns that refer by one new key to rows whose old key has several columns: the source's foreign key of several columns is
 * looked up as a whole.
 */
final class CompositeReferences {

    private final StepDraft step;
    private final PlanContext plan;
    private final TableMatch match;

    CompositeReferences(StepDraft step) {
        this.step = step;
        this.plan = step.plan();
        this.match = step.match();
    }

    /** What each such column becomes; the pairs that names gave to them are taken out of {@code sources}. */
    Map<Column, Filling> fill(Map<Column, Column> sources) {
        Map<Column, Filling> filled = new LinkedHashMap<>();
        Set<ForeignKey> used = new HashSet<>();
        for (Column column : match.target().columns()) {
            Optional<TableMatch> parent = ColumnMatching.referenceOf(match.target(), column)
                    .flatMap(k -> plan.byTarget(k.table()))
                    .filter(p -> plan.moved(p) && plan.key(p).source().size() > 1 && plan.key(p).target().size() == 1 && plan.key(p).changed());
            Optional<ForeignKey> key = parent.flatMap(p -> key(p, column, used));
            if (parent.isPresent() && key.isPresent()) {
                sources.remove(column);
                used.add(key.get());
                filled.put(column, filling(parent.get(), key.get(), column));
            }
        }
        return filled;
    }

    /** The source's foreign key to the parent: the only one, or the one whose name says the column. */
    private Optional<ForeignKey> key(TableMatch parent, Column column, Set<ForeignKey> used) {
        List<ForeignKey> keys = match.source().foreignKeys().stream()
                .filter(k -> k.table().equals(parent.source().name()) && k.columns().size() > 1 && !used.contains(k))
                .filter(k -> new HashSet<>(referenced(k, parent)).equals(new HashSet<>(plan.key(parent).source())))
                .toList();
        if (keys.size() <= 1) {
            return keys.stream().findFirst();
        }
        ColumnNames names = ColumnMatching.names(plan, match);
        List<ForeignKey> related = keys.stream()
                .filter(k -> k.columns().stream().anyMatch(c -> names.related(c, column.name())))
                .toList();
        return related.size() == 1 ? Optional.of(related.getFirst()) : Optional.empty();
    }

    private Filling filling(TableMatch parent, ForeignKey key, Column column) {
        List<String> referenced = referenced(key, parent);
        List<String> from = new ArrayList<>();
        for (String part : plan.key(parent).source()) {
            from.add(key.columns().get(referenced.indexOf(part)));
        }
        from.forEach(step::read);
        boolean later = plan.later(match, parent);
        if (later && !column.nullable()) {
            return Conversions.refused(column, "it refers to rows that come later and may not be NULL meanwhile");
        }
        String added = step.freshColumn(column.name());
        String entity = PlanContext.entity(parent.target().name());
        step.reference(new Reference(added, entity, from, null, Map.of(), null, later ? Missing.FAIL : Missing.REJECT, later,
                later ? new Reference.Fills(match.target().name().toString(), column.name()) : null));
        String rule = "key of " + parent.target().name() + " that " + String.join(", ", from) + " became";
        return later ? new Filling.Later(from, rule + ", filled when all rows are there") : new Filling.Copied(added, from, rule);
    }

    private static List<String> referenced(ForeignKey key, TableMatch parent) {
        return key.referenced().isEmpty() ? parent.source().primaryKey() : key.referenced();
    }
}
