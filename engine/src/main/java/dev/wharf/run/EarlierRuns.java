package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.RemarkStore;
import dev.wharf.audit.RunId;
import dev.wharf.audit.Sql;
import dev.wharf.database.TargetSession;
import dev.wharf.plan.Reference;
import dev.wharf.transform.KnownRows;
import dev.wharf.transform.LeftNull;
import dev.wharf.transform.StepProgram;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Source rows that earlier runs moved, by their mappings. */
final class EarlierRuns implements KnownRows {

    private final MappingStore mappings;
    private final StepProgram program;
    private final RunId run;
    private final String stepHash;
    private final String step;
    private final RemarkStore remarks;
    private final Set<String> leavingNull;
    /** By run, the ranges that its closing pass did not come to. */
    private final Map<String, Set<Integer>> unfilled;

    private EarlierRuns(MappingStore mappings, Sql sql, RunId run, StepProgram program) {
        this.mappings = mappings;
        this.remarks = new RemarkStore(sql);
        this.program = program;
        this.step = program.step().name();
        this.leavingNull = remarks.runsLeavingNull(step);
        this.unfilled = program.laterReferences().isEmpty() ? Map.of() : new BatchStore(sql).leftUnfilled(step);
        this.run = run;
        this.stepHash = StepHash.of(program.checked());
    }

    /** Looks into the mappings only where there are any of the entity from other runs. */
    static KnownRows of(RunContext context, StepProgram program, TargetSession session) {
        Sql sql = context.sql(session);
        return new MappingStore(sql).anyBefore(program.plan().effectiveNamespace(), program.step().entity(), context.run())
                ? new EarlierRuns(context.earlierMappings(session), sql, context.run(), program)
                : KnownRows.NONE;
    }

    @Override
    public Map<String, Known> lookup(Collection<String> sourceKeys) {
        Map<String, MappingStore.Known> moved =
                mappings.known(program.plan().effectiveNamespace(), program.step().entity(), sourceKeys, run);
        Map<String, Map<String, Set<String>>> leftNull = leftNull(moved);
        Map<String, Known> found = new HashMap<>();
        moved.forEach((key, known) -> found.put(
                key,
                new Known(
                        known.runId(),
                        known.targetKey(),
                        known.sourceHash(),
                        known.stepHash().equals(stepHash),
                        leftNull.getOrDefault(known.runId(), Map.of()).getOrDefault(key, Set.of()))));
        return found;
    }

    /** Why references of these rows were left NULL by the run that moved them last: by run and source key. */
    private Map<String, Map<String, Set<String>>> leftNull(Map<String, MappingStore.Known> moved) {
        Map<String, List<String>> byRun = new HashMap<>();
        moved.forEach((key, known) -> {
            if (leavingNull.contains(known.runId())) {
                byRun.computeIfAbsent(known.runId(), r -> new ArrayList<>()).add(key);
            }
        });
        Map<String, Map<String, Set<String>>> found = new HashMap<>();
        byRun.forEach((id, keys) -> found.put(id, stillNull(new RunId(id), keys)));
        addUnfilled(moved, found);
        return found;
    }

    /** Nobody knows which references of such rows are NULL: all of them may be. */
    private void addUnfilled(Map<String, MappingStore.Known> moved, Map<String, Map<String, Set<String>>> leftNull) {
        List<String> keys = moved.entrySet().stream()
                .filter(row -> unfilled.containsKey(row.getValue().runId()))
                .map(Map.Entry::getKey)
                .toList();
        if (keys.isEmpty()) {
            return;
        }
        Set<String> reasons = new HashSet<>();
        program.laterReferences().forEach(reference -> reasons.add(LeftNull.reason(reference)));
        mappings.inTheirOrder(program.plan().effectiveNamespace(), program.step().entity(), keys, run).stream()
                .filter(row -> unfilled.getOrDefault(row.runId(), Set.of()).contains(row.batch()))
                .forEach(row -> leftNull
                        .computeIfAbsent(row.runId(), r -> new HashMap<>())
                        .computeIfAbsent(row.sourceKey(), k -> new HashSet<>())
                        .addAll(reasons));
    }

    /** What a run left NULL, but for the references that it filled itself after all. */
    private Map<String, Set<String>> stillNull(RunId earlier, List<String> keys) {
        Map<String, Set<String>> left = remarks.reasons(earlier, step, RemarkStore.Kind.LEFT_NULL, keys);
        remarks.reasons(earlier, step, RemarkStore.Kind.FILLED, keys).forEach((key, filled) -> {
            for (Reference reference : program.laterReferences()) {
                if (filled.contains(LeftNull.filled(reference)) && left.containsKey(key)) {
                    left.get(key).remove(LeftNull.reason(reference));
                }
            }
        });
        return left;
    }
}
