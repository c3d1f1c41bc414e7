package dev.wharf.author.template;

import dev.wharf.author.Evidence;
import dev.wharf.author.PlanRequest;
import dev.wharf.author.recall.Recall;
import dev.wharf.author.subset.Subset;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the steps of one plan share.
 *
 * @param everyMatch all pairs of the two schemas, moved or not
 * @param order the pairs that are moved, in the order of their steps
 * @param conditions of the source tables; none for a table that moves whole
 * @param subset what comes along with picked rows; null where no subset was asked for
 * @param recall what earlier plans teach
 * @param keys of all pairs
 */
record PlanContext(
        PlanRequest request,
        TableNames names,
        List<TableMatch> everyMatch,
        List<TableMatch> order,
        Map<Table, String> conditions,
        @Nullable Subset subset,
        Recall recall,
        Map<TableMatch, KeyPlan> keys,
        Questions questions,
        List<String> notes) {

    Evidence evidence() {
        return request.evidence();
    }

    boolean sourceIs(Dialect dialect) {
        return request.sourceSchema().dialect() == dialect;
    }

    @Nullable String condition(Table source) {
        return conditions.get(source);
    }

    /** Why rows of a source table are read, for people. */
    @Nullable String reason(Table source) {
        return subset == null ? null : subset.member(source.name()).map(SubsetScope::reason).orElse(null);
    }

    /** The pair that rows of a source table go through, moved or not. */
    Optional<TableMatch> bySource(TableName name) {
        return everyMatch.stream().filter(m -> m.source().name().equals(name)).findFirst();
    }

    Optional<TableMatch> byTarget(TableName name) {
        return everyMatch.stream().filter(m -> m.target().name().equals(name)).findFirst();
    }

    boolean moved(TableMatch match) {
        return order.contains(match);
    }

    /** Whether {@code other} is moved no earlier than {@code match}. */
    boolean later(TableMatch match, TableMatch other) {
        return order.indexOf(other) >= order.indexOf(match);
    }

    KeyPlan key(TableMatch match) {
        KeyPlan key = keys.get(match);
        if (key == null) {
            throw new IllegalArgumentException("no key for " + match.target().name());
        }
        return key;
    }

    /** The name under which mappings of a target table are kept. */
    static String entity(TableName target) {
        return target.toString();
    }

    String namespace() {
        String namespace = request.namespace();
        return namespace == null ? request.source() : namespace;
    }
}
