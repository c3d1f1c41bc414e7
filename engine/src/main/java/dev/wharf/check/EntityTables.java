package dev.wharf.check;

import dev.wharf.audit.AuditSchema;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.Sql;
import dev.wharf.database.Database;
import dev.wharf.database.TargetSession;
import dev.wharf.plan.Plan;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Where earlier runs keep the rows of entities that a plan refers to and does not move itself. */
public final class EntityTables implements Function<String, Optional<String>> {

    private final Map<String, String> tables;

    private EntityTables(Map<String, String> tables) {
        this.tables = Map.copyOf(tables);
    }

    /** Asks the target's audit tables, where they are there. */
    public static EntityTables of(Plan plan, Database target) {
        Set<String> own = plan.steps().stream().map(Step::entity).collect(Collectors.toSet());
        Set<String> asked = new TreeSet<>();
        for (Step step : plan.steps()) {
            for (Reference reference : step.references()) {
                String entity = reference.entity();
                if (entity != null && !own.contains(entity)) {
                    asked.add(entity);
                }
            }
        }
        Map<String, String> tables = new HashMap<>();
        if (!asked.isEmpty()) {
            try (TargetSession session = target.openTarget()) {
                Sql sql = new Sql(session.connection(), target.dialect());
                if (AuditSchema.present(sql)) {
                    MappingStore mappings = new MappingStore(sql);
                    for (String entity : asked) {
                        mappings.tableOf(plan.effectiveNamespace(), entity).ifPresent(table -> tables.put(entity, table));
                    }
                }
            }
        }
        return new EntityTables(tables);
    }

    /** Whether an earlier run moved rows of a step's entity. */
    static boolean movedBefore(Plan plan, Step step, Database target) {
        try (TargetSession session = target.openTarget()) {
            Sql sql = new Sql(session.connection(), target.dialect());
            return AuditSchema.present(sql)
                    && new MappingStore(sql).tableOf(plan.effectiveNamespace(), step.entity()).isPresent();
        }
    }

    @Override
    public Optional<String> apply(String entity) {
        return Optional.ofNullable(tables.get(entity));
    }

    Set<String> entities() {
        return tables.keySet();
    }
}
