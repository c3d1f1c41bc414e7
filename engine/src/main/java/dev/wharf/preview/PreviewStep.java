package dev.wharf.preview;

import dev.wharf.database.KeyRange;
import dev.wharf.database.RowCursor;
import dev.wharf.database.SourceReader;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.transform.BatchRows;
import dev.wharf.transform.CheckedStep;
import dev.wharf.transform.ColumnSetNumbers;
import dev.wharf.transform.KeyTexts;
import dev.wharf.transform.KnownRows;
import dev.wharf.transform.PreparedChunk;
import dev.wharf.transform.ReferenceResolver;
import dev.wharf.transform.RowTransformer;
import dev.wharf.transform.SequenceNumbers;
import dev.wharf.transform.SourceItem;
import dev.wharf.transform.StepProgram;
import dev.wharf.wire.RowChunk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One step's class in its container, over rows that a preview picks. For one thread. */
final class PreviewStep {

    private final StepProgram program;
    private final SourceReader reader;
    private final OpenContainers containers;
    private final ReferenceResolver references;
    private final KnownRows known;
    private final SequenceNumbers numbers;

    PreviewStep(
            StepProgram program,
            SourceReader reader,
            OpenContainers containers,
            ReferenceResolver references,
            KnownRows known,
            SequenceNumbers numbers) {
        this.program = program;
        this.reader = reader;
        this.containers = containers;
        this.references = references;
        this.known = known;
        this.numbers = numbers;
    }

    StepProgram program() {
        return program;
    }

    CheckedStep checked() {
        return program.checked();
    }

    /** The first rows in the order of the key. */
    List<RowChunk> first(int rows) {
        List<RowChunk> chunks = new ArrayList<>();
        int left = rows;
        try (RowCursor cursor = reader.read(checked().extract(), program.read(), KeyRange.EVERYTHING)) {
            while (left > 0) {
                RowChunk chunk = cursor.next();
                if (chunk == null) {
                    break;
                }
                int some = Math.min(left, chunk.rows());
                chunks.add(new RowChunk(chunk.bytes(), chunk.starts(), some));
                left -= some;
            }
        }
        return chunks;
    }

    /**
     * What the class makes of rows. A row that stops a run (a reference with `missing: fail`, a NULL in the key) is told as
     * a problem of its own; the others go on.
     *
     * @param stopping takes the key, where it is known, and the reason
     */
    List<BatchRows> transform(List<RowChunk> chunks, List<StepPreview.Problem> stopping) {
        List<BatchRows> all = new ArrayList<>();
        RowTransformer transformer = transformer();
        for (RowChunk chunk : chunks) {
            try {
                all.add(through(transformer, chunk));
            } catch (WharfException e) {
                requireData(e);
                for (int row = 0; row < chunk.rows(); row++) {
                    one(transformer, Tuples.row(chunk, row), all, stopping);
                }
            }
        }
        return all;
    }

    private void one(RowTransformer transformer, RowChunk row, List<BatchRows> all, List<StepPreview.Problem> stopping) {
        try {
            transformer.startRange();
            all.add(through(transformer, row));
        } catch (WharfException e) {
            requireData(e);
            stopping.add(new StepPreview.Problem("", "stops the run: " + e.text()));
        }
    }

    private static void requireData(WharfException e) {
        if (e.kind() != Kind.DATA) {
            throw e;
        }
    }

    /** The keys that rows of these source keys would get in the target; a source key that would not be moved is left out. */
    Map<List<String>, String> keys(Collection<List<String>> sourceKeys) {
        Map<String, List<String>> wanted = new HashMap<>();
        sourceKeys.forEach(key -> wanted.put(KeyTexts.write(key), key));
        List<RowChunk> chunks = new ArrayList<>();
        try (RowCursor cursor =
                reader.find(checked().extract(), program.read(), program.step().key(), List.copyOf(sourceKeys))) {
            for (RowChunk chunk = cursor.next(); chunk != null; chunk = cursor.next()) {
                chunks.add(chunk);
            }
        }
        Map<List<String>, String> found = new HashMap<>();
        for (BatchRows rows : transform(chunks, new ArrayList<>())) {
            for (SourceItem item : rows.items()) {
                List<String> key = wanted.get(item.key());
                String own = ownKey(item);
                if (key != null && own != null) {
                    found.put(key, own);
                }
            }
        }
        return found;
    }

    private static @Nullable String ownKey(SourceItem item) {
        if (item.unchanged() && item.knownTargetKey() != null) {
            return item.knownTargetKey();
        }
        return item.moves()
                ? item.rows().stream()
                        .filter(row -> row.set().writeIndex() == 0)
                        .map(SourceItem.TargetRow::key)
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private RowTransformer transformer() {
        return new RowTransformer(program, references, known, numbers, new ColumnSetNumbers(List.of()));
    }

    private BatchRows through(RowTransformer transformer, RowChunk chunk) {
        PreparedChunk prepared = transformer.prepare(chunk);
        BatchRows rows = new BatchRows();
        rows.items().addAll(prepared.items());
        transformer.complete(prepared, containers.of(program).transform(prepared.crossing()).join(), rows);
        return rows;
    }
}
