package dev.wharf.verify;

import dev.wharf.audit.ControlStore.StepRow;
import dev.wharf.audit.RecordedRows;
import dev.wharf.database.Database;
import dev.wharf.database.Extract;
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
import java.util.List;
import java.util.Map;

/**
 * Reads a step's extract again, as one stream, and counts what differs from what the run read. The source lives on, so that
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

    VerifyCheck compare(Step step, StepRow row, SourceSnapshot snapshot) {
        Extract extract = source.describe(row.sourceQuery(), step.key());
        List<ReadColumn> columns =
                extract.columns().stream().map(column -> new ReadColumn(column, false)).toList();
        int[] keyFields = step.key().stream().mapToInt(extract::indexOf).toArray();
        long read = 0;
        long same = 0;
        long changed = 0;
        try (SourceReader reader = snapshot.openReader();
                RowCursor cursor = reader.read(extract, columns, KeyRange.EVERYTHING)) {
            for (RowChunk chunk = cursor.next(); chunk != null; chunk = cursor.next()) {
                List<String> keys = keys(chunk, columns, keyFields);
                Map<String, byte[]> recorded = recordedRows.sourceHashes(row.run(), namespace, row.entity(), keys);
                read += chunk.rows();
                for (int i = 0; i < chunk.rows(); i++) {
                    byte[] before = recorded.get(keys.get(i));
                    if (before != null) {
                        boolean equal = Arrays.equals(before, SourceHash.of(chunk, i, columns.size()));
                        same += equal ? 1 : 0;
                        changed += equal ? 0 : 1;
                    }
                }
            }
        }
        long mapped = recordedRows.sourceRows(row.run(), row.step());
        long vanished = mapped - same - changed;
        // Rows that were skipped, rejected or moved before have no mapping of this run: beyond their number, rows are new.
        long others = row.counts().skipped() + row.counts().rejected() + row.counts().unchanged();
        long added = Math.max(0, read - same - changed - others);
        return new VerifyCheck(
                "source",
                step.name(),
                TargetTally.rows(mapped) + " as read",
                TargetTally.rows(same) + " as read" + part(changed, "changed since") + part(vanished, "gone since") + part(added, "new since"),
                true);
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
