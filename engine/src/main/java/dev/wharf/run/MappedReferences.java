package dev.wharf.run;

import dev.wharf.audit.MappingStore;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.Database;
import dev.wharf.database.StoredRow;
import dev.wharf.database.TargetSession;
import dev.wharf.database.Tuples;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Reference;
import dev.wharf.transform.CheckedPlan;
import dev.wharf.transform.KeyTexts;
import dev.wharf.transform.ReferenceResolver;
import dev.wharf.wire.ValueType;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Resolves references through the mappings and by rows of the target, with a bounded memory of what it found. */
final class MappedReferences implements ReferenceResolver {

    private static final int REMEMBERED = 100_000;

    private final CheckedPlan plan;
    private final Database target;
    private final TargetSession session;
    private final MappingStore mappings;
    private final Map<Reference, Map<List<String>, String>> remembered = new HashMap<>();

    MappedReferences(RunContext context, TargetSession session) {
        this.plan = context.plan();
        this.target = context.target();
        this.session = session;
        this.mappings = context.earlierMappings(session);
    }

    @Override
    public Map<List<String>, String> resolve(Reference reference, Collection<List<String>> keys) {
        Map<List<String>, String> known = remembered.computeIfAbsent(reference, r -> new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<List<String>, String> eldest) {
                return size() > REMEMBERED;
            }
        });
        Map<List<String>, String> found = new HashMap<>();
        List<List<String>> asked = keys.stream()
                .filter(key -> {
                    String value = known.get(key);
                    if (value != null) {
                        found.put(key, value);
                    }
                    return value == null;
                })
                .toList();
        if (!asked.isEmpty()) {
            Map<List<String>, String> fresh =
                    reference.entity() != null ? byMapping(reference.entity(), asked) : byMatch(reference, asked);
            found.putAll(fresh);
            known.putAll(fresh);
        }
        return found;
    }

    private Map<List<String>, String> byMapping(String entity, List<List<String>> keys) {
        Map<String, List<String>> byText = new HashMap<>();
        keys.forEach(key -> byText.put(KeyTexts.write(key), key));
        Map<List<String>, String> found = new HashMap<>();
        mappings.resolve(plan.plan().effectiveNamespace(), entity, byText.keySet()).forEach((sourceKey, targets) -> {
            if (targets.size() > 1) {
                throw ambiguous(entity, sourceKey, targets);
            }
            found.put(byText.get(sourceKey), targets.keySet().iterator().next());
        });
        return found;
    }

    private static WharfException ambiguous(String entity, String sourceKey, Map<String, String> targets) {
        List<String> said = targets.entrySet().stream()
                .map(e -> e.getKey() + " (run " + e.getValue() + ")")
                .sorted()
                .toList();
        return new WharfException(
                Kind.DATA,
                "mapping-ambiguous",
                "Source row " + sourceKey + " of " + entity + " has two current target keys: " + String.join(" and ", said) + ".",
                "Roll back one of the two runs, or give this plan a `namespace:` of its own.");
    }

    private Map<List<String>, String> byMatch(Reference reference, List<List<String>> keys) {
        Table table = plan.target().table(Objects.requireNonNull(reference.table())).orElseThrow();
        Column key = table.column(Objects.requireNonNull(reference.key())).orElseThrow();
        List<StoredRow> rows =
                session.find(table, List.copyOf(reference.match().keySet()), keys, List.of(key));
        List<ValueType> layouts = List.of(target.layout(key));
        Map<List<String>, String> found = new HashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            StoredRow row = rows.get(i);
            if (row != null) {
                String value = Tuples.texts(layouts, row.tuple(), 0).getFirst();
                if (value != null) {
                    found.put(keys.get(i), value);
                }
            }
        }
        return found;
    }
}
