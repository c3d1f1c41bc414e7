package dev.wharf.author.template;

import dev.wharf.author.Evidence;
import dev.wharf.author.recall.Recall;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Column.Generated;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.TypeKind;
import dev.wharf.catalog.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the source column for every target column of one pair, the surest first, none used twice. */
final class ColumnMatching {

    private static final String NONE = "none";
    private static final double SURE = 0.9;
    private static final double TOO_CLOSE = 0.02;
    /** What a foreign key to the other side's same table is worth where the names say nothing, and what it adds where they do. */
    private static final double BY_REFERENCE = 0.65;
    private static final double REFERENCE_ADDS = 0.2;
    /** More columns than these are no question but a list. */
    private static final int MAX_OPTIONS = 12;

    private final PlanContext plan;
    private final TableMatch match;
    private final KeyPlan key;
    private final ColumnNames names;
    private final String step;

    ColumnMatching(PlanContext plan, TableMatch match, String step) {
        this.plan = plan;
        this.match = match;
        this.key = plan.key(match);
        this.step = step;
        this.names = names(plan, match);
    }

    static ColumnNames names(PlanContext plan, TableMatch match) {
        return new ColumnNames(
                plan.names().sourceWords(match.source().name()), plan.names().targetWords(match.target().name()));
    }

    private record Candidate(Column source, Column target, double score) {}

    /** Target column → source column, in the order of the target's columns; those that nothing fits are left out. */
    Map<Column, Column> assign() {
        Map<Column, Column> assigned = new LinkedHashMap<>();
        Set<Column> used = new HashSet<>();
        Optional<Column> oldKey = key.source().size() == 1 ? match.source().column(key.source().getFirst()) : Optional.empty();
        boolean keyDecided = key.kind() != KeyPlan.Kind.PARTS;
        for (Column target : match.target().columns()) {
            if (oldKey.isPresent() && (keyDecided && key.target().contains(target.name()) || carriesOn(target))) {
                assigned.put(target, oldKey.get());
                used.add(oldKey.get());
            } else if (oldKey.isPresent()
                    && names.keepsOldKey(target.name())
                    && referenceOf(match.target(), target).isEmpty()
                    && Conversions.possible(plan.sourceIs(Dialect.SQLITE), oldKey.get(), target)) {
                assigned.put(target, oldKey.get());
                used.add(oldKey.get());
            }
        }
        List<Candidate> candidates = candidates(assigned);
        Set<Column> asked = new HashSet<>();
        for (Candidate best : candidates) {
            if (assigned.containsKey(best.target()) || used.contains(best.source()) || asked.contains(best.target())) {
                continue;
            }
            List<Candidate> rivals = rivals(best, candidates, used, assigned.keySet());
            Column chosen = rivals.isEmpty() ? best.source() : ask(best, rivals, asked);
            if (chosen != null) {
                assigned.put(best.target(), chosen);
                used.add(chosen);
            }
        }
        return assigned;
    }

    /** Whether a column refers to the row that the same source row becomes in another table. */
    private boolean carriesOn(Column target) {
        return match.target().primaryKey().equals(List.of(target.name())) && referenceOf(match.target(), target)
                .flatMap(k -> plan.byTarget(k.table()))
                .filter(p -> !p.equals(match) && p.source().equals(match.source()))
                .isPresent();
    }

    private List<Candidate> candidates(Map<Column, Column> assigned) {
        List<Candidate> candidates = new ArrayList<>();
        for (Column target : match.target().columns()) {
            if (target.generated() == Generated.COMPUTED || assigned.containsKey(target)) {
                continue;
            }
            for (Column source : match.source().columns()) {
                double score = score(source, target);
                if (score >= ColumnNames.ENOUGH) {
                    candidates.add(new Candidate(source, target, score));
                }
            }
        }
        // The sort is stable, so that among equals the order of the columns decides.
        candidates.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return candidates;
    }

    private double score(Column source, Column target) {
        double byName = names.score(source.name(), target.name());
        Optional<ForeignKey> from = referenceOf(match.source(), source);
        Optional<ForeignKey> to = referenceOf(match.target(), target);
        if (to.isPresent()) {
            Optional<TableMatch> parent = plan.byTarget(to.get().table());
            if (from.isPresent() && parent.isPresent()) {
                boolean same = parent.get().source().name().equals(from.get().table());
                double byRole = Math.max(byName, names.referenceScore(source.name(), target.name()));
                return same ? (byRole < ColumnNames.ENOUGH ? BY_REFERENCE : Math.min(1, byRole + REFERENCE_ADDS)) : byName / 2;
            }
            return byName;
        }
        boolean looksUp = from.isPresent() && plan.bySource(from.get().table()).map(m -> plan.key(m).changed()).orElse(false);
        return looksUp || fits(source, target) ? byName : 0;
    }

    /** Whether values could become the target's; a flag never tells a time, though its numbers could be read as one. */
    private boolean fits(Column source, Column target) {
        if (!Conversions.possible(plan.sourceIs(Dialect.SQLITE), source, target)) {
            return false;
        }
        return !(Kinds.time(target) && Kinds.integer(source)) || !flag(source);
    }

    private boolean flag(Column source) {
        Evidence.Values values = plan.evidence().sourceValues(match.source(), source.name(), plan.condition(match.source()));
        return values.complete() && !values.counts().isEmpty() && values.texts().stream().allMatch(v -> v.equals("0") || v.equals("1"));
    }

    /** Other source columns that fit as well; names that are merely alike give way to everything that comes near. */
    private static List<Candidate> rivals(Candidate best, List<Candidate> all, Set<Column> used, Set<Column> assigned) {
        if (best.score() >= SURE) {
            return List.of();
        }
        boolean plain = best.score() >= ColumnNames.PLAIN;
        return all.stream()
                .filter(c -> c.target().equals(best.target())
                        && !c.source().equals(best.source())
                        && !used.contains(c.source())
                        && (!plain || c.score() > best.score() - TOO_CLOSE)
                        && all.stream().noneMatch(o -> o.source().equals(c.source()) && o.score() > c.score()
                                && !assigned.contains(o.target())))
                .toList();
    }

    private @Nullable Column ask(Candidate best, List<Candidate> rivals, Set<Column> asked) {
        asked.add(best.target());
        List<Column> options = Stream.concat(Stream.of(best.source()), rivals.stream().map(Candidate::source)).toList();
        String answer = plan.questions().ask(
                step,
                id(best.target()),
                "Which column of " + match.source().name() + " is " + match.target().name() + "." + best.target().name() + "?",
                Stream.concat(options.stream().map(Column::name), Stream.of(NONE)).toList(),
                List.of("their names fit about as well"));
        return answer == null || answer.equals(NONE)
                ? null
                : options.stream().filter(c -> c.name().equals(answer)).findFirst().orElseThrow();
    }

    /**
     * Asks which of the columns that are left over a target column is, where there is a reason to think that it is one.
     *
     * @param free the source columns that nothing is made from
     * @return null where the answer is not there yet, or is none
     */
    @Nullable Column askLeft(Column target, List<Column> free) {
        boolean needed = !Kinds.optional(target);
        Optional<Recall.Remembered> remembered =
                plan.recall().column(match.source().name().toString(), match.target().name().toString(), target.name());
        List<Column> options = free.stream()
                .filter(c -> referenceOf(match.target(), target).isEmpty() ? fits(c, target) && sameFamily(c, target)
                        : referenceOf(match.source(), c).isPresent())
                .filter(c -> needed || names.related(c.name(), target.name()) || remembered.filter(r -> r.value().equals(c.name())).isPresent())
                .sorted(Comparator.comparing((Column c) -> !remembered.filter(r -> r.value().equals(c.name())).isPresent())
                        .thenComparing(c -> !names.related(c.name(), target.name())))
                .limit(MAX_OPTIONS)
                .toList();
        if (options.isEmpty()) {
            return null;
        }
        List<String> evidence = new ArrayList<>();
        evidence.add("no name leads to one of them by itself; these are left over and of a type that fits");
        remembered.ifPresent(r -> evidence.add("the plan " + r.plan() + ", which was approved, took " + r.value()));
        String answer = plan.questions().ask(step, id(target),
                "Which column of " + match.source().name() + " is " + match.target().name() + "." + target.name() + "?",
                Stream.concat(options.stream().map(Column::name), Stream.of(NONE)).toList(), evidence);
        return answer == null || answer.equals(NONE) ? null : match.source().column(answer).orElseThrow();
    }

    boolean answeredNone(Column target) {
        return plan.questions().asked(id(target)).map(d -> NONE.equals(d.answer())).orElse(true);
    }

    private String id(Column target) {
        return "column." + Words.slugOfName(match.target().name().name()).toLowerCase(Locale.ROOT) + "." + Words.slugOfName(target.name());
    }

    private boolean sameFamily(Column from, Column to) {
        return Kinds.text(from) == Kinds.text(to) || Kinds.time(to) || Kinds.is(to, TypeKind.BOOLEAN) || Kinds.is(to, TypeKind.ENUM)
                || from.type().kind() == TypeKind.OTHER;
    }

    /** The foreign key that this column alone is. */
    static Optional<ForeignKey> referenceOf(Table table, Column column) {
        return table.foreignKeys().stream()
                .filter(k -> k.columns().equals(List.of(column.name())))
                .findFirst();
    }
}
