package dev.wharf.author.template;

import dev.wharf.author.Evidence;
import dev.wharf.author.SqlNames;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Reference.Missing;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fills columns that refer to another table's rows. */
final class References {

    private static final String REJECT = "reject";
    private static final String NULL = "null";
    private static final String ENTITY = "entity";
    private static final String COPY = "copy";
    private static final String MATCH = "match ";

    private final StepDraft step;
    private final PlanContext plan;
    private final TableMatch match;

    References(StepDraft step) {
        this.step = step;
        this.plan = step.plan();
        this.match = step.match();
    }

    /** What a column refers to, as far as both schemas tell. */
    private record Link(
            Column from, Column to, @Nullable ForeignKey sourceKey, @Nullable ForeignKey targetKey, @Nullable TableMatch parent) {

        TableName targetTable() {
            return targetKey != null ? targetKey.table() : Objects.requireNonNull(parent).target().name();
        }
    }

    /** Empty where the column refers to nothing that could have another key; it is filled as any other then. */
    Optional<Filling> fill(Column from, Column to) {
        ForeignKey targetKey = ColumnMatching.referenceOf(match.target(), to).orElse(null);
        ForeignKey sourceKey = ColumnMatching.referenceOf(match.source(), from).orElse(null);
        TableMatch parent = targetKey != null
                ? plan.byTarget(targetKey.table()).orElse(null)
                : sourceKey == null ? null : plan.bySource(sourceKey.table()).orElse(null);
        if (targetKey == null && parent == null) {
            return Optional.empty();
        }
        Link link = new Link(from, to, sourceKey, targetKey, parent);
        if (parent != null && plan.moved(parent)) {
            return moved(link, parent);
        }
        return targetKey == null ? Optional.empty() : notMoved(link, targetKey);
    }

    private Optional<Filling> moved(Link link, TableMatch parent) {
        KeyPlan key = plan.key(parent);
        if (key.source().size() != 1) {
            step.note(link.to().name() + " refers to " + parent.target().name()
                    + ", whose rows have a key of several columns; it is filled as it stands.");
            return Optional.empty();
        }
        boolean later = plan.later(match, parent);
        OptionalLong orphans = orphans(link, parent, key.source().getFirst());
        if (later && !link.to().nullable()) {
            return Optional.of(forcedCycle(link, parent, key));
        }
        boolean lost = orphans.isPresent() && orphans.getAsLong() > 0;
        if (!later && !key.changed() && !lost) {
            return Optional.empty();
        }
        Missing missing = later ? Missing.FAIL : Missing.REJECT;
        if (lost) {
            missing = askOrphans(link, parent, orphans.getAsLong(), later);
        }
        String from = lookedUpBy(link, parent, key.source().getFirst());
        String entity = PlanContext.entity(parent.target().name());
        String column = step.freshColumn(link.to().name());
        if (later) {
            step.reference(new Reference(column, entity, List.of(from), null, Map.of(), null, missing, true,
                    new Reference.Fills(match.target().name().toString(), link.to().name())));
            return Optional.of(new Filling.Later(List.of(from), "key of " + parent.target().name()
                    + ", filled when all rows are there" + otherwise(missing)));
        }
        step.reference(new Reference(column, entity, List.of(from), null, Map.of(), null, missing, false, null));
        return Optional.of(new Filling.Copied(column, List.of(from), "key of " + parent.target().name() + " that "
                + from + " became" + otherwise(missing)));
    }

    /** The extract's column that holds the parent's own key: where the source refers to another column, it is looked up. */
    private String lookedUpBy(Link link, TableMatch parent, String parentKey) {
        ForeignKey key = link.sourceKey();
        if (key == null || key.referenced().isEmpty() || key.referenced().getFirst().equals(parentKey)) {
            step.read(link.from().name());
            return link.from().name();
        }
        return joined(link, parent.source(), key.referenced().getFirst(), parentKey);
    }

    /** A column of the row that this one refers to, by a subquery that gives at most one row. */
    private String joined(Link link, Table parent, String referenced, String wanted) {
        String name = step.freshColumn(link.from().name() + "_" + wanted);
        step.join(name, "(SELECT p." + SqlNames.quote(wanted) + " FROM " + SqlNames.quote(parent.name()) + " p WHERE p."
                + SqlNames.quote(referenced) + " = " + SqlNames.quote(match.source().name()) + "." + SqlNames.quote(link.from().name()) + ")");
        return name;
    }

    /** NOT EXISTS over a subquery, which both products run as an anti-join; the person's condition keeps a scope of its own. */
    private OptionalLong orphans(Link link, TableMatch parent, String parentKey) {
        ForeignKey key = link.sourceKey();
        String referenced = key == null || key.referenced().isEmpty() ? parentKey : key.referenced().getFirst();
        boolean comparable = key != null
                || parent.source().column(referenced).map(c -> c.type().kind() == link.from().type().kind()).orElse(false);
        if (!comparable) {
            return OptionalLong.empty();
        }
        String condition = plan.condition(parent.source());
        String from = SqlNames.quote(match.source().name()) + "." + SqlNames.quote(link.from().name());
        return step.sourceRows(from + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM (SELECT " + SqlNames.quote(referenced)
                + " AS wanted FROM " + SqlNames.quote(parent.source().name()) + (condition == null ? "" : " WHERE " + condition)
                + ") AS there WHERE there.wanted = " + from + ")");
    }

    private Missing askOrphans(Link link, TableMatch parent, long orphans, boolean later) {
        List<String> options = new ArrayList<>();
        if (!later) {
            options.addAll(List.of(REJECT, "skip"));
        }
        if (link.to().nullable()) {
            options.add(NULL);
        }
        options.add("fail");
        String answer = step.ask(
                "orphans." + step.id(link.to()),
                "Some rows of " + match.source().name() + " refer by " + link.from().name() + " to rows of "
                        + parent.source().name() + " that do not come along. What becomes of them?",
                options,
                List.of((orphans == 1 ? "1 row refers" : orphans + " rows refer") + " to nothing in " + parent.source().name()
                        + (plan.condition(parent.source()) == null ? "" : " that the conditions pick"),
                        "to move the missing rows too, plan them with --table or a wider --where"));
        return answer == null ? (later ? Missing.FAIL : Missing.REJECT) : Missing.valueOf(answer.toUpperCase(Locale.ROOT));
    }

    /** A row would have to be there before the row it refers to, and nothing may stand in its place meanwhile. */
    private Filling forcedCycle(Link link, TableMatch parent, KeyPlan key) {
        String constraint = link.targetKey() == null ? "NOT NULL" : link.targetKey().name();
        List<String> evidence = List.of(
                link.to().name() + " is NOT NULL under " + constraint + ", so it cannot be filled later",
                "making the column nullable for the time of the move solves it");
        String answer = step.ask("cycle." + step.id(link.to()),
                link.to().name() + " refers to rows of " + parent.target().name() + " that come no earlier. How is it filled?",
                key.changed() ? List.of(REJECT) : List.of(COPY, REJECT), evidence);
        return COPY.equals(answer)
                ? Filling.Copied.of(link.from().name(), "copied, as decided; a row whose parent is not there yet is rejected")
                : Conversions.refused(link.to(), "it refers to rows that come later and may not be NULL meanwhile");
    }

    private Optional<Filling> notMoved(Link link, ForeignKey targetKey) {
        String entity = PlanContext.entity(targetKey.table());
        Table there = plan.request().targetSchema().table(targetKey.table()).orElse(null);
        TableMatch parent = link.parent();
        boolean kept = parent != null && !plan.key(parent).changed()
                || parent == null && Conversions.possible(step.fromSqlite(), link.from(), link.to());
        if (plan.evidence().movedBefore(plan.namespace(), entity)) {
            return Optional.of(byEntity(link, entity, Missing.REJECT));
        }
        if (there == null) {
            return Optional.empty();
        }
        long rows = plan.evidence().targetRows(there).orElse(0);
        String referenced = targetKey.referenced().isEmpty() ? there.primaryKey().getFirst() : targetKey.referenced().getFirst();
        List<String> evidence = new ArrayList<>();
        evidence.add(there.name() + " is not moved by this plan and holds " + (rows == 1 ? "1 row" : rows + " rows"));
        List<String> options = new ArrayList<>();
        if (kept) {
            if (rows > 0 && standThere(link.from(), there, referenced, evidence)) {
                return Optional.empty();
            }
            options.add(COPY);
        }
        List<String> matches = rows == 0 ? List.of() : matches(link, there, evidence);
        matches.forEach(m -> options.add(MATCH + m));
        options.add(ENTITY);
        if (link.to().nullable()) {
            options.add(NULL);
        }
        options.add(REJECT);
        evidence.add("`entity` looks up what another run has moved under " + entity + "; none has so far");
        String answer = step.ask("parent." + step.id(link.to()),
                match.target().name() + "." + link.to().name() + " refers to " + there.name() + ". How is its row found?",
                options, evidence);
        return answered(link, there, referenced, entity, answer);
    }

    private Optional<Filling> answered(Link link, Table there, String referenced, String entity, @Nullable String answer) {
        if (answer == null || answer.equals(REJECT)) {
            return Optional.of(Conversions.refused(link.to(), "how its row of " + there.name() + " is found is not decided"));
        }
        if (answer.equals(COPY)) {
            return Optional.empty();
        }
        if (answer.equals(NULL)) {
            return Optional.of(new Filling.Untouched("left NULL, as decided"));
        }
        if (answer.equals(ENTITY)) {
            return Optional.of(byEntity(link, entity, Missing.REJECT));
        }
        String column = answer.substring(MATCH.length());
        Table parent = sourceParent(link).orElseThrow();
        ColumnNames names = new ColumnNames(plan.names().sourceWords(parent.name()), plan.names().targetWords(there.name()));
        Column counterpart = counterpart(parent, names, column).orElseThrow();
        ForeignKey key = Objects.requireNonNull(link.sourceKey());
        String parentColumn = key.referenced().isEmpty() ? parent.primaryKey().getFirst() : key.referenced().getFirst();
        String alias = joined(link, parent, parentColumn, counterpart.name());
        String added = step.freshColumn(link.to().name());
        step.reference(new Reference(added, null, List.of(), there.name().toString(), Map.of(column, alias), referenced,
                Missing.REJECT, false, null));
        return Optional.of(new Filling.Copied(added, List.of(alias), "key of the row of " + there.name() + " with the same "
                + column + ", else the row is rejected"));
    }

    private Filling byEntity(Link link, String entity, Missing missing) {
        String column = step.freshColumn(link.to().name());
        step.reference(new Reference(column, entity, List.of(link.from().name()), null, Map.of(), null, missing, false, null));
        step.read(link.from().name());
        return new Filling.Copied(column, List.of(link.from().name()),
                "key that " + link.from().name() + " became when " + entity + " was moved" + otherwise(missing));
    }

    /** Whether every value that rows refer by stands in the target already; says what is missing if not. */
    private boolean standThere(Column from, Table there, String referenced, List<String> evidence) {
        Evidence.Values wanted = step.values(from);
        Evidence.Values held = plan.evidence().targetValues(there, referenced);
        if (!wanted.complete() || !held.complete()) {
            evidence.add("too many values to compare");
            return false;
        }
        Set<String> missing = new HashSet<>(wanted.texts());
        missing.removeAll(new HashSet<>(held.texts()));
        evidence.add(missing.size() + " of " + wanted.counts().size() + " values of " + from.name() + " are not among them");
        return missing.isEmpty();
    }

    /** Text columns of the target's table that are unique and have a counterpart in the source's. */
    private List<String> matches(Link link, Table there, List<String> evidence) {
        Table parent = sourceParent(link).orElse(null);
        if (parent == null) {
            return List.of();
        }
        ColumnNames names = new ColumnNames(plan.names().sourceWords(parent.name()), plan.names().targetWords(there.name()));
        List<String> found = new ArrayList<>();
        for (Column column : there.columns()) {
            Optional<Column> counterpart = Kinds.text(column) ? counterpart(parent, names, column.name()) : Optional.empty();
            Evidence.Values held = counterpart.isPresent() ? plan.evidence().targetValues(there, column.name()) : Evidence.Values.UNKNOWN;
            boolean declared = there.uniqueKeys().stream().anyMatch(u -> u.columns().equals(List.of(column.name())));
            boolean distinct = held.complete() && held.counts().stream().allMatch(v -> v.rows() == 1);
            if (counterpart.isPresent() && (declared || distinct)) {
                Evidence.Values wanted = plan.evidence().sourceValues(parent, counterpart.get().name(), null);
                long same = wanted.texts().stream().filter(new HashSet<>(held.texts())::contains).count();
                evidence.add("by " + column.name() + ": " + same + " of " + wanted.counts().size() + (wanted.complete() ? "" : " or more")
                        + " values of " + parent.name() + "." + counterpart.get().name() + " stand in " + there.name());
                found.add(column.name());
            }
        }
        return found;
    }

    private static Optional<Column> counterpart(Table parent, ColumnNames names, String target) {
        return parent.columns().stream()
                .filter(c -> Kinds.text(c) && names.score(c.name(), target) >= 0.8)
                .max(Comparator.comparingDouble(c -> names.score(c.name(), target)));
    }

    private Optional<Table> sourceParent(Link link) {
        ForeignKey key = link.sourceKey();
        return key == null ? Optional.empty() : plan.request().sourceSchema().table(key.table());
    }

    private static String otherwise(Missing missing) {
        return switch (missing) {
            case REJECT -> "";
            case NULL -> "; NULL where that is missing";
            case SKIP -> "; the row is skipped where that is missing";
            case FAIL -> "; the run fails where that is missing";
        };
    }
}
