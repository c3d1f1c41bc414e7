package dev.wharf.run;

import dev.wharf.audit.MappingStore;
import dev.wharf.audit.RemarkStore;
import dev.wharf.audit.RunId;
import dev.wharf.audit.Sql;
import dev.wharf.database.TargetSession;
import dev.wharf.catalog.Dialect;
import dev.wharf.transform.KnownRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Source rows that earlier runs moved, by their mappings. */
final class EarlierRuns implements KnownRows {

    private final MappingStore mappings;
    private final String namespace;
    private final String entity;
    private final RunId run;
    private final String stepHash;
    private final String step;
    private final RemarkStore remarks;
    private final Set<String> leavingNull;

    private EarlierRuns(Sql sql, String namespace, String entity, RunId run, String step, String stepHash) {
        this.mappings = new MappingStore(sql).unpacked();
        this.remarks = new RemarkStore(sql);
        this.step = step;
        this.leavingNull = remarks.runsLeavingNull(step);
        this.namespace = namespace;
        this.entity = entity;
        this.run = run;
        this.stepHash = stepHash;
    }

    /** Looks into the mappings only where there are any of the entity from other runs. */
    static KnownRows of(
            TargetSession session,
            Dialect dialect,
            String namespace,
            String entity,
            RunId run,
            String step,
            String stepHash) {
        Sql sql = new Sql(session.connection(), dialect);
        return new MappingStore(sql).anyBefore(namespace, entity, run)
                ? new EarlierRuns(sql, namespace, entity, run, step, stepHash)
                : KnownRows.NONE;
    }

    @Override
    public Map<String, Known> lookup(Collection<String> sourceKeys) {
        Map<String, MappingStore.Known> moved = mappings.known(namespace, entity, sourceKeys, run);
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
        byRun.forEach((id, keys) -> found.put(id, remarks.leftNull(new RunId(id), step, keys)));
        return found;
    }
}
