package dev.wharf.author.template;

import dev.wharf.author.SqlNames;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Column.Generated;
import dev.wharf.catalog.TypeKind;
import dev.wharf.plan.NewKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** Decides for one pair what every target column becomes. */
final class StepAuthor {

    private static final Set<String> LEFTOVER_NAMES =
            Set.of("metadata", "meta", "data", "extra", "extras", "attributes", "properties", "details", "additional");

    /** The least share of rows whose value must mean a label, for a column to be taken for the labels' source. */
    private static final double TELLING_SHARE = 0.5;

    private final PlanContext plan;
    private final TableMatch match;
    private final KeyPlan key;
    private final StepDraft step;
    /** Source columns from which nothing is made as long as somebody has not decided, and the target columns they would fill. */
    private final Map<String, Column> waiting = new HashMap<>();

    private StepAuthor(PlanContext plan, TableMatch match, String name) {
        this.plan = plan;
        this.match = match;
        this.key = plan.key(match);
        this.step = new StepDraft(plan, match, name);
    }

    static StepDraft write(PlanContext plan, TableMatch match, String name) {
        return new StepAuthor(plan, match, name).write();
    }

    private StepDraft write() {
        key.source().forEach(step::read);
        ColumnMatching matching = new ColumnMatching(plan, match, step.name());
        Map<Column, Column> sources = new LinkedHashMap<>(matching.assign());
        Map<Column, Filling> composite = new CompositeReferences(step).fill(sources);
        for (Column column : match.target().columns()) {
            if (column.generated() == Generated.COMPUTED) {
                continue;
            }
            if (madeAnew(column)) {
                step.fill(column, newKey(column));
                continue;
            }
            if (composite.containsKey(column)) {
                step.fill(column, composite.get(column));
                continue;
            }
            Column from = sources.get(column);
            Filling filling = from == null ? labelsByEvidence(column).orElse(null) : filling(from, column);
            if (from != null && filling instanceof Filling.Refused) {
                waiting.put(from.name(), column);
            }
            if (filling != null) {
                step.fill(column, filling);
            }
        }
        for (Column column : match.target().columns()) {
            if (column.generated() != Generated.COMPUTED && !step.filled(column)) {
                step.fill(column, leftOver(matching, column));
            }
        }
        new FitNotes(step).tell();
        new UnusedNotes(step, waiting).tell(used());
        return step;
    }

    private Filling filling(Column from, Column to) {
        if (key.kind() == KeyPlan.Kind.TEXT && key.target().equals(List.of(to.name()))) {
            return Filling.Computed.of(Conversions.accessor("text", from), from.name(), "the key's text form");
        }
        List<String> labels = Labels.of(match.target(), to);
        if (!labels.isEmpty()) {
            return new ValueTable(step, from, to, labels).fill();
        }
        return new References(step).fill(from, to).orElseGet(() -> nullsConsidered(from, to, Conversions.of(step, from, to)));
    }

    private boolean madeAnew(Column column) {
        return (key.kind() == KeyPlan.Kind.UUID || key.kind() == KeyPlan.Kind.SEQUENCE) && key.target().equals(List.of(column.name()));
    }

    private Filling newKey(Column to) {
        String made = String.join(", ", key.source());
        String column = step.freshColumn("new_" + to.name());
        boolean uuid = key.kind() == KeyPlan.Kind.UUID;
        step.newKey(new NewKey(column, key.source(), uuid ? NewKey.Kind.UUID : NewKey.Kind.SEQUENCE));
        return new Filling.Copied(column, key.source(),
                uuid ? "a new UUID, always the same for the same " + made : "a new number of the target's sequence");
    }

    /** A column of labels that no name leads to: the one text column whose values mean the labels, if there is just one. */
    private Optional<Filling> labelsByEvidence(Column to) {
        List<String> labels = Labels.of(match.target(), to);
        if (labels.isEmpty()) {
            return Optional.empty();
        }
        Map<Column, Double> shares = new LinkedHashMap<>();
        for (Column from : match.source().columns()) {
            if (Kinds.text(from) || Kinds.is(from, TypeKind.ENUM)) {
                double share = ValueTable.share(step.values(from), labels);
                if (share >= TELLING_SHARE) {
                    shares.put(from, share);
                }
            }
        }
        double best = shares.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        List<Column> telling = shares.entrySet().stream().filter(e -> e.getValue() == best).map(Map.Entry::getKey).toList();
        if (telling.size() == 1) {
            step.note(to.name() + " is told by " + telling.getFirst().name() + ": its values mean the labels in "
                    + Math.round(best * 100) + "% of the rows.");
            return Optional.of(new ValueTable(step, telling.getFirst(), to, labels).fill());
        }
        return Optional.empty();
    }

    private Filling nullsConsidered(Column from, Column to, Filling filling) {
        if (to.nullable() || !from.nullable() || filling instanceof Filling.Refused || key.source().contains(from.name())) {
            return filling;
        }
        OptionalLong nulls = step.sourceRows(from, "IS NULL");
        if (nulls.isPresent() && nulls.getAsLong() == 0) {
            return filling;
        }
        String count = nulls.isPresent() ? nulls.getAsLong() + (nulls.getAsLong() == 1 ? " row holds" : " rows hold") + " NULL" : "not counted";
        String id = "null." + step.id(to);
        String answer = step.ask(id,
                from.name() + " may be NULL, " + to.name() + " may not. What stands in for NULL?",
                Kinds.is(to, TypeKind.BOOLEAN) ? List.of("true", "false", "reject") : List.of(),
                List.of(count, "a value of type " + to.type().sqlName() + ", or reject"));
        return answer == null || answer.equals("reject") ? filling : StandIns.fill(step, from, to, answer, id);
    }

    /** A column that no name leads to: perhaps one that is left over, if a person says so. */
    private Filling leftOver(ColumnMatching matching, Column to) {
        if (keepsLeftovers(to)) {
            return withoutSource(to);
        }
        List<Column> free = leftovers();
        Optional<Filling> parts = new NameParts(step, free).fill(to);
        if (parts.isPresent()) {
            return parts.get();
        }
        Column chosen = matching.askLeft(to, free);
        if (chosen != null) {
            return filling(chosen, to);
        }
        return matching.answeredNone(to) || Kinds.optional(to)
                ? withoutSource(to)
                : Conversions.refused(to, "which column it is made from is not decided");
    }

    private static boolean keepsLeftovers(Column to) {
        String word = Words.singularOf(Words.of(to.name()).getLast());
        boolean byName = LEFTOVER_NAMES.contains(to.name().toLowerCase(Locale.ROOT)) || LEFTOVER_NAMES.contains(word);
        return Kinds.json(to) && (byName || !Kinds.optional(to)) || Kinds.text(to) && byName;
    }

    private Filling withoutSource(Column to) {
        boolean json = Kinds.json(to);
        if (keepsLeftovers(to)) {
            List<Column> leftovers = leftovers();
            if (!leftovers.isEmpty()) {
                return Leftovers.fill(leftovers);
            }
            if (json && !Kinds.optional(to)) {
                return new Filling.Computed(JavaText.literal("{}"), List.of(), Set.of(), List.of(), "an empty object: nothing is left over");
            }
        }
        if (Kinds.optional(to)) {
            String why = to.defaultExpression() != null ? "its default" : to.generated() != Generated.NO ? "a number of the database" : "NULL";
            step.note(to.name() + " gets " + why + ", because nothing in " + match.source().name() + " fits.");
            return new Filling.Untouched(why);
        }
        List<String> labels = Kinds.is(to, TypeKind.BOOLEAN) ? List.of("true", "false") : Labels.of(match.target(), to);
        String id = "value." + step.id(to);
        String answer = step.ask(id,
                match.target().name() + "." + to.name() + " may not be NULL and nothing in " + match.source().name()
                        + " fits. What is it?",
                labels.isEmpty() ? List.of() : Stream.concat(labels.stream(), Stream.of("reject")).toList(),
                List.of("one value for all rows, of type " + to.type().sqlName() + ", or reject"));
        return answer == null || answer.equals("reject")
                ? Conversions.refused(to, "its value is not decided")
                : Literals.constant(to, answer, id);
    }

    /** Source columns that nothing is made from, but for bytes, which JSON has no form for. */
    private List<Column> leftovers() {
        Set<String> used = used();
        return match.source().columns().stream()
                .filter(c -> !used.contains(c.name()) && !Kinds.is(c, TypeKind.BYTES))
                .toList();
    }

    private Set<String> used() {
        Set<String> used = new HashSet<>();
        step.fillings().values().forEach(f -> used.addAll(f.from()));
        step.references().forEach(r -> used.addAll(r.from()));
        step.newKeys().forEach(k -> used.addAll(k.from()));
        String joined = String.join(" ", step.columnsJoined().values());
        match.source().columns().stream()
                .map(Column::name)
                .filter(c -> joined.contains("." + SqlNames.quote(c) + ")"))
                .forEach(used::add);
        return used;
    }
}
