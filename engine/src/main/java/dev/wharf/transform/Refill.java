package dev.wharf.transform;

import dev.wharf.database.WriteMode;
import dev.wharf.plan.Reference;
import dev.wharf.wire.RowChunk;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rows that did not change since an earlier run, but whose references it had to leave NULL, or did not come to: where they would
 * find their row now, an upsert moves the row again, and any other mode says so.
 */
final class Refill {

    private final StepProgram program;
    private final ReferenceResolver references;
    private final boolean upsert;

    Refill(StepProgram program, ReferenceResolver references) {
        this.program = program;
        this.references = references;
        this.upsert = program.step().ownWrite().mode() == WriteMode.UPSERT;
    }

    /** A row whose reference was left NULL, and what it refers to. */
    private record Candidate(SourceItem item, KnownRows.Known earlier, List<String> key) {}

    /** @param moved what earlier runs know of the rows, by source key */
    void look(RowChunk source, List<SourceItem> items, WideRow row, Map<String, KnownRows.Known> moved) {
        for (Reference reference : program.step().references()) {
            if (reference.missing() == Reference.Missing.NULL || reference.later()) {
                fill(reference, candidates(reference, source, items, row, moved));
            }
        }
    }

    private List<Candidate> candidates(
            Reference reference, RowChunk source, List<SourceItem> items, WideRow row, Map<String, KnownRows.Known> moved) {
        String reason = LeftNull.reason(reference);
        int[] from = LeftNull.from(reference).stream()
                .mapToInt(column -> program.checked().extract().indexOf(column))
                .toArray();
        List<Candidate> found = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            SourceItem item = items.get(i);
            KnownRows.Known earlier = moved.get(item.key());
            if (earlier != null && (item.unchanged() || item.refilled()) && earlier.leftNull().contains(reason)) {
                row.locate(source, i);
                List<String> key = RowTransformer.texts(program, row, from);
                if (key != null) {
                    found.add(new Candidate(item, earlier, key));
                }
            }
        }
        return found;
    }

    private void fill(Reference reference, List<Candidate> candidates) {
        if (candidates.isEmpty()) {
            return;
        }
        Set<List<String>> keys = new LinkedHashSet<>();
        candidates.forEach(candidate -> keys.add(candidate.key()));
        Map<List<String>, String> there = references.resolve(reference, keys);
        for (Candidate candidate : candidates) {
            if (!there.containsKey(candidate.key())) {
                continue;
            }
            if (upsert) {
                candidate.item().refill(candidate.earlier().run(), candidate.earlier().targetKey(), LeftNull.fillable(reference));
            } else {
                candidate.item().known(candidate.earlier().run(), candidate.earlier().targetKey());
                candidate.item().remark(LeftNull.fillable(reference));
            }
        }
    }
}
