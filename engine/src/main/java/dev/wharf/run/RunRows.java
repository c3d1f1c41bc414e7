package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.FillStore;
import dev.wharf.audit.MappingStore.Mapping;
import dev.wharf.audit.RunId;
import dev.wharf.audit.Sql;
import dev.wharf.database.WrittenRow;
import dev.wharf.transform.KeyTexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a run as its records say that it left them: by which transactions, with which hash. */
final class RunRows {

    private final Map<String, Map<Integer, String>> transactions = new HashMap<>();

    RunRows(Sql sql, RunId run, List<String> steps) {
        BatchStore batches = new BatchStore(sql);
        for (String step : steps) {
            Map<Integer, String> its = transactions.computeIfAbsent(step, s -> new HashMap<>());
            batches.ofRows(run, step).forEach(batch -> its.put(batch.number(), String.valueOf(batch.transaction())));
        }
    }

    /** @param fills what closing passes and rollbacks filled in the row, in their order */
    WrittenRow of(Mapping mapping, int keyColumns, List<FillStore.Fill> fills, @Nullable String beforeImage) {
        List<String> writers = new ArrayList<>();
        writers.add(transactions.getOrDefault(mapping.step(), Map.of()).getOrDefault(mapping.batch(), ""));
        fills.forEach(fill -> writers.add(fill.transaction()));
        byte[] stored = fills.isEmpty() ? mapping.storedHash() : fills.getLast().storedHash();
        return new WrittenRow(KeyTexts.read(mapping.targetKey(), keyColumns), writers, stored, beforeImage);
    }
}
