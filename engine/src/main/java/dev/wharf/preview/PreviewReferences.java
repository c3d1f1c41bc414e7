package dev.wharf.preview;

import dev.wharf.audit.MappingStore;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.Database;
import dev.wharf.database.StoredRow;
import dev.wharf.database.TargetSession;
import dev.wharf.database.ValueText;
import dev.wharf.plan.Reference;
import dev.wharf.transform.CheckedPlan;
import dev.wharf.transform.KeyTexts;
import dev.wharf.transform.ReferenceResolver;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Resolves references as if the earlier steps of the plan had run: what no mapping tells yet, those steps are asked to make
 * of their source rows.
 */
final class PreviewReferences implements ReferenceResolver {

    /** Makes the keys that an entity's rows would get. */
    @FunctionalInterface
    interface EarlierSteps {
        /** Source key → the own row's key, for those that would be moved. Empty where no step of the plan moves the entity. */
        Map<List<String>, String> keys(String entity, Collection<List<String>> sourceKeys);
    }

    private final CheckedPlan plan;
    private final Database target;
    private final TargetSession session;
    private final @Nullable MappingStore mappings;
    private final EarlierSteps steps;
    private final Map<String, Map<List<String>, String>> remembered = new HashMap<>();

    /** @param mappings null where there are no audit tables */
    PreviewReferences(
            CheckedPlan plan, Database target, TargetSession session, @Nullable MappingStore mappings, EarlierSteps steps) {
        this.plan = plan;
        this.target = target;
        this.session = session;
        this.mappings = mappings;
        this.steps = steps;
    }

    @Override
    public Map<List<String>, String> resolve(Reference reference, Collection<List<String>> keys) {
        String entity = reference.entity();
        return entity == null ? byMatch(reference, List.copyOf(keys)) : byEntity(entity, keys);
    }

    private Map<List<String>, String> byEntity(String entity, Collection<List<String>> keys) {
        Map<List<String>, String> known = remembered.computeIfAbsent(entity, e -> new HashMap<>());
        Map<List<String>, String> found = new HashMap<>();
        Map<String, List<String>> open = new HashMap<>();
        for (List<String> key : keys) {
            if (known.containsKey(key)) {
                found.put(key, known.get(key));
            } else {
                open.put(KeyTexts.write(key), key);
            }
        }
        if (mappings != null && !open.isEmpty()) {
            mappings.resolve(plan.plan().effectiveNamespace(), entity, List.copyOf(open.keySet()))
                    .forEach((sourceKey, targets) ->
                            found.put(open.remove(sourceKey), targets.keySet().iterator().next()));
        }
        if (!open.isEmpty()) {
            found.putAll(steps.keys(entity, List.copyOf(open.values())));
        }
        known.putAll(found);
        return found;
    }

    private Map<List<String>, String> byMatch(Reference reference, List<List<String>> keys) {
        Table table = plan.target().table(Objects.requireNonNull(reference.table())).orElseThrow();
        Column key = table.column(Objects.requireNonNull(reference.key())).orElseThrow();
        List<@Nullable StoredRow> rows = session.find(table, new ArrayList<>(reference.match().keySet()), keys, List.of(key));
        Map<List<String>, String> found = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            StoredRow row = rows.get(i);
            if (row != null) {
                String text = Tuples.texts(row.tuple(), 0, new ValueType[] {target.layout(key)}).getFirst();
                if (text != null) {
                    found.put(keys.get(i), text);
                }
            }
        }
        return found;
    }
}
