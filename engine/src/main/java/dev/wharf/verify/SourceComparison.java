package dev.wharf.verify;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.ControlStore.StepRow;
import dev.wharf.audit.RecordedRows;
import dev.wharf.audit.RunStatus;
import dev.wharf.database.Database;
import dev.wharf.database.Extract;
import dev.wharf.database.KeyBound;
import dev.wharf.database.KeyRange;
import dev.wharf.database.ReadColumn;
import dev.wharf.database.RowCursor;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.ValueText;
import dev.wharf.plan.Step;
import dev.wharf.transform.KeyTexts;
import dev.wharf.transform.SourceHash;
import dev.wharf.wire.BigEndian;
import dev.wharf.wire.RowChunk;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a step's extract again and counts what differs from what the run read. The source lives on, so that
 * nothing found here is a failure.
 */
final class SourceComparison {

    private final Database source;
    private final RecordedRows recordedRows;
    private final String namespace;

    SourceComparison(Database source, RecordedRows recordedRows, String namespace) {
        this.source = source;
        this.recordedRows = recordedRows;
        this.namespace = namespace;
    }

    VerifyCheck compare(Step step, StepRow row, SourceSnapshot snapshot, List<BatchStore.Batch> batches) {
        Extract extract = source.describe(row.sourceQuery(), step.key());
        Tally tally = new Tally(row, extract, step.key());
        try (SourceReader reader = snapshot.openReader()) {
            if (recordedRows.packed(row.run(), row.step())) {
                byRange(tally, reader, batches);
            } else {
                tally.add(reader, KeyRange.EVERYTHING, Map.of());
            }
        }
        long mapped = tally.anyAlone
                ? recordedRows.sourceRows(row.run(), row.step())
                : tally.packed;
        long vanished = mapped - tally.same - tally.changed;
        // Rows that were skipped, rejected or moved before have no mapping of this run: beyond their number, rows are new.
        long others = row.counts().skipped() + row.counts().rejected() + row.counts().unchanged();
        long added = Math.max(0, tally.read - tally.same - tally.changed - others);
        return new VerifyCheck(
                "source",
                step.name(),
                TargetTally.rows(mapped) + " as read",
                TargetTally.rows(tally.same) + " as read" + part(tally.changed, "changed since") + part(vanished, "gone since")
                        + part(added, read(row) ? "new since" : "not read by this run"),
                true);
    }

    /** Packed mappings are found by batch, so the extract is read by the ranges of its batches, and what came behind them. */
    private void byRange(Tally tally, SourceReader reader, List<BatchStore.Batch> batches) {
        Map<KeyBound, List<Integer>> numbers = new HashMap<>();
        KeyBound last = null;
        for (BatchStore.Batch batch : batches) {
            KeyBound through = Objects.requireNonNull(batch.range().through());
            numbers.computeIfAbsent(through, t -> new ArrayList<>(1)).add(batch.number());
        }
        for (BatchStore.Batch batch : batches) {
            if (batch.pass().equals(BatchStore.DATA)) {
                last = Objects.requireNonNull(batch.range().through());
                tally.add(
                        reader,
                        batch.range(),
                        recordedRows.packedSourceHashes(tally.row.run(), tally.row.step(), numbers.getOrDefault(last, List.of())));
            }
        }
        tally.add(reader, new KeyRange(last, null, 0), Map.of());
    }

    /** What was found so far. */
    private final class Tally {

        private final StepRow row;
        private final Extract extract;
        private final List<ReadColumn> columns;
        private final int[] keyFields;
        private long read;
        private long same;
        private long changed;
        private final boolean anyAlone;
        private long packed;

        Tally(StepRow row, Extract extract, List<String> key) {
            this.row = row;
            this.extract = extract;
            this.anyAlone = recordedRows.alone(row.run(), row.step());
            this.columns = extract.columns().stream().map(column -> new ReadColumn(column, false)).toList();
            this.keyFields = key.stream().mapToInt(extract::indexOf).toArray();
        }

        void add(SourceReader reader, KeyRange range, Map<String, byte @Nullable []> ofRange) {
            packed += ofRange.size();
            try (RowCursor cursor = reader.read(extract, columns, range)) {
                for (RowChunk chunk = cursor.next(); chunk != null; chunk = cursor.next()) {
                    List<String> keys = keys(chunk, columns, keyFields);
                    Map<String, byte[]> alone =
                            anyAlone ? recordedRows.sourceHashes(row.run(), namespace, row.entity(), keys) : Map.of();
                    read += chunk.rows();
                    for (int i = 0; i < chunk.rows(); i++) {
                        byte[] before = ofRange.getOrDefault(keys.get(i), alone.get(keys.get(i)));
                        if (before != null) {
                            boolean equal = Arrays.equals(before, SourceHash.of(chunk, i, columns.size()));
                            same += equal ? 1 : 0;
                            changed += equal ? 0 : 1;
                        }
                    }
                }
            }
        }
    }

    /** Whether the step read the extract to its end, so that what has no mapping came later. */
    private static boolean read(StepRow row) {
        return !row.status().unfinished() && row.status() != RunStatus.CLOSED;
    }

    private static String part(long count, String what) {
        return count <= 0 ? "" : ", " + count + " " + what;
    }

    private static List<String> keys(RowChunk chunk, List<ReadColumn> columns, int[] keyFields) {
        List<String> keys = new ArrayList<>(chunk.rows());
        int[] offsets = new int[columns.size()];
        int[] lengths = new int[columns.size()];
        byte[] bytes = chunk.bytes();
        for (int row = 0; row < chunk.rows(); row++) {
            int at = chunk.starts()[row] + 2;
            for (int field = 0; field < offsets.length; field++) {
                lengths[field] = BigEndian.int32(bytes, at);
                offsets[field] = at + 4;
                at += 4 + Math.max(0, lengths[field]);
            }
            List<String> parts = new ArrayList<>(keyFields.length);
            for (int field : keyFields) {
                parts.add(lengths[field] < 0
                        ? ""
                        : ValueText.of(columns.get(field).layout(), bytes, offsets[field], lengths[field]));
            }
            keys.add(KeyTexts.write(parts));
        }
        return keys;
    }
}
