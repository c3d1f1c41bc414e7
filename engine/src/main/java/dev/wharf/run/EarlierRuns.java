package dev.wharf.run;

import dev.wharf.audit.MappingStore;
import dev.wharf.audit.RunId;
import dev.wharf.audit.Sql;
import dev.wharf.database.TargetSession;
import dev.wharf.catalog.Dialect;
import dev.wharf.transform.KnownRows;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Source rows that earlier runs moved, by their mappings. */
final class EarlierRuns implements KnownRows {

    private final MappingStore mappings;
    private final String namespace;
    private final String entity;
    private final RunId run;
    private final String stepHash;

    private EarlierRuns(MappingStore mappings, String namespace, String entity, RunId run, String stepHash) {
        this.mappings = mappings;
        this.namespace = namespace;
        this.entity = entity;
        this.run = run;
        this.stepHash = stepHash;
    }

    /** Looks into the mappings only where there are any of the entity from other runs. */
    static KnownRows of(
            TargetSession session, Dialect dialect, String namespace, String entity, RunId run, String stepHash) {
        MappingStore mappings = new MappingStore(new Sql(session.connection(), dialect));
        return mappings.anyBefore(namespace, entity, run)
                ? new EarlierRuns(mappings, namespace, entity, run, stepHash)
                : KnownRows.NONE;
    }

    @Override
    public Map<String, Known> lookup(Collection<String> sourceKeys) {
        Map<String, Known> found = new HashMap<>();
        mappings.known(namespace, entity, sourceKeys, run)
                .forEach((key, known) -> found.put(
                        key,
                        new Known(
                                known.runId(),
                                known.targetKey(),
                                known.sourceHash(),
                                known.stepHash().equals(stepHash))));
        return found;
    }
}
