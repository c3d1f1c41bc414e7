package dev.wharf.check;

import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The tables that a plan uses: those of its extracts; in the target those it writes, those it looks rows up in, and the
 * parents of the written ones. An approval's fingerprints cover just these.
 */
public record PlanScope(Set<TableName> source, Set<TableName> target) {

    public PlanScope {
        source = Collections.unmodifiableSet(new TreeSet<>(source));
        target = Collections.unmodifiableSet(new TreeSet<>(target));
    }

    /** @param entityTable the table in which earlier runs keep an entity's own rows; by entity */
    public static PlanScope of(LoadedPlan loaded, Schemas schemas, Function<String, Optional<String>> entityTable) {
        Set<TableName> source = new TreeSet<>();
        Set<TableName> target = new TreeSet<>();
        for (Step step : loaded.plan().steps()) {
            source.addAll(TableWords.in(loaded.sql(step), schemas.source()));
            for (Write write : step.writes()) {
                target.add(TableName.parse(write.table()));
                schemas.target().table(write.table()).ifPresent(table -> parents(table, target));
            }
            for (Reference reference : step.references()) {
                if (reference.table() != null) {
                    target.add(TableName.parse(reference.table()));
                } else if (reference.entity() != null && !gives(loaded, reference.entity())) {
                    entityTable.apply(reference.entity()).map(TableName::parse).ifPresent(target::add);
                }
            }
        }
        return new PlanScope(source, target);
    }

    private static void parents(Table table, Set<TableName> into) {
        table.foreignKeys().stream().map(ForeignKey::table).forEach(into::add);
    }

    private static boolean gives(LoadedPlan loaded, String entity) {
        return loaded.plan().steps().stream().anyMatch(step -> step.entity().equals(entity));
    }
}
