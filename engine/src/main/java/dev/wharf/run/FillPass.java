package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.Counts;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.RunStore;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.ReadColumn;
import dev.wharf.database.RowCursor;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.TargetSession;
import dev.wharf.database.Tuples;
import dev.wharf.database.WriteOutcome;
import dev.wharf.database.WrittenRow;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Reference;
import dev.wharf.transform.KeyTexts;
import dev.wharf.transform.StepProgram;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The closing pass of a step: fills references to rows that came later, range by range, each in one transaction that records
 * what it filled. Rows that the run only found (kind existing) are left alone.
 */
final class FillPass {

    private final RunContext context;
    private final StepProgram program;
    private final TargetSession session;
    private final MappingStore mappings;
    private final BatchStore batches;
    private final MappedReferences references;
    private final Map<Integer, String> transactions = new HashMap<>();
    private long unresolved;

    FillPass(RunContext context, StepProgram program, TargetSession session) {
        this.context = context;
        this.program = program;
        this.session = session;
        Sql sql = context.sql(session);
        this.mappings = new MappingStore(sql);
        this.batches = new BatchStore(sql);
        this.references = new MappedReferences(context.plan(), context.target(), session);
    }

    /** Fills what is open. */
    void run(SourceSnapshot snapshot) {
        recordRanges();
        List<BatchStore.Batch> open = RunContext.transaction(
                session,
                s -> batches.of(context.run(), program.step().name(), BatchStore.FILL).stream()
                        .filter(batch -> !batch.done())
                        .toList());
        if (open.isEmpty()) {
            return;
        }
        context.listener()
                .on(new RunEvent.Notice("Step " + program.step().name() + ": filling references to rows that came later, "
                        + open.size() + " ranges."));
        RunContext.transaction(session, s -> {
            mappings.refreshStatistics();
            return null;
        });
        try (SourceReader reader = snapshot.openReader()) {
            for (BatchStore.Batch batch : open) {
                if (context.stop().asked()) {
                    return;
                }
                RunContext.transaction(session, s -> {
                    fill(batch, reader);
                    return null;
                });
            }
        }
        if (unresolved > 0) {
            context.listener()
                    .on(new RunEvent.Notice("Step " + program.step().name() + ": references to rows that were not migrated stay NULL: "
                            + unresolved + "."));
        }
    }

    private void recordRanges() {
        RunContext.transaction(session, s -> {
            String step = program.step().name();
            if (batches.of(context.run(), step, BatchStore.FILL).isEmpty()) {
                batches.insert(
                        session,
                        context.run(),
                        step,
                        BatchStore.FILL,
                        context.epoch(),
                        batches.of(context.run(), step, BatchStore.DATA).stream()
                                .map(BatchStore.Batch::range)
                                .toList());
            }
            return null;
        });
    }

    private void fill(BatchStore.Batch batch, SourceReader reader) {
        if (!new RunStore(context.sql(session)).holds(context.run(), context.epoch())) {
            throw context.superseded();
        }
        for (Reference reference : program.laterReferences()) {
            fill(batch, reader, reference);
        }
        batches.close(
                context.run(),
                program.step().name(),
                BatchStore.FILL,
                batch.number(),
                context.epoch(),
                context.holder(),
                session.transaction(),
                Counts.NONE,
                null);
    }

    private void fill(BatchStore.Batch batch, SourceReader reader, Reference reference) {
        List<ReadColumn> columns = columns(reference);
        List<ValueType> layouts = columns.stream().map(ReadColumn::layout).toList();
        int keys = program.step().key().size();
        try (RowCursor cursor = reader.read(program.checked().extract(), columns, batch.range())) {
            for (RowChunk chunk = cursor.next(); chunk != null; chunk = cursor.next()) {
                Map<String, List<String>> wanted = new LinkedHashMap<>();
                for (int row = 0; row < chunk.rows(); row++) {
                    List<@Nullable String> texts = Tuples.texts(layouts, chunk.bytes(), chunk.starts()[row]);
                    List<@Nullable String> from = texts.subList(keys, texts.size());
                    if (from.stream().noneMatch(Objects::isNull)) {
                        wanted.put(KeyTexts.write(List.copyOf(texts.subList(0, keys))), List.copyOf(from));
                    }
                }
                if (!wanted.isEmpty()) {
                    fill(batch, reference, wanted);
                }
            }
        }
    }

    private void fill(BatchStore.Batch batch, Reference reference, Map<String, List<String>> wanted) {
        Reference.Fills fills = Objects.requireNonNull(reference.fills());
        Table table = context.plan().target().table(fills.table()).orElseThrow();
        Column column = table.column(fills.column()).orElseThrow();
        List<String> key = program.step().writes().stream()
                .filter(write -> write.table().equals(fills.table()))
                .findFirst()
                .orElseThrow()
                .key();
        String tableName = table.name().toString();
        Map<String, List<MappingStore.Mapping>> rows =
                mappings.writtenBy(
                        context.run(),
                        program.plan().effectiveNamespace(),
                        program.step().entity(),
                        tableName,
                        wanted.keySet());
        Map<List<String>, String> found = references.resolve(
                reference,
                wanted.entrySet().stream()
                        .filter(e -> rows.containsKey(e.getKey()))
                        .map(Map.Entry::getValue)
                        .distinct()
                        .toList());
        Map<String, List<MappingStore.Fill>> before = mappings.fills(
                context.run(),
                tableName,
                rows.values().stream().flatMap(List::stream).map(MappingStore.Mapping::targetKey).toList());
        List<MappingStore.Fill> done = new ArrayList<>();
        wanted.forEach((sourceKey, from) -> {
            for (MappingStore.Mapping row : rows.getOrDefault(sourceKey, List.of())) {
                String value = found.get(from);
                if (value == null) {
                    missing(reference, sourceKey);
                } else {
                    done.add(fill(batch, table, key, column, row, value, before.getOrDefault(row.targetKey(), List.of())));
                }
            }
        });
        if (!done.isEmpty()) {
            mappings.appendFills(session, context.run(), done);
        }
    }

    /**
     * Fills one row. A row that somebody edited since its batch is filled too, but what is recorded of it stays what the run
     * left, so that a rollback still sees the edit.
     */
    private MappingStore.Fill fill(
            BatchStore.Batch batch,
            Table table,
            List<String> key,
            Column column,
            MappingStore.Mapping row,
            String value,
            List<MappingStore.Fill> before) {
        List<String> parts = KeyTexts.read(row.targetKey(), key.size());
        List<String> writers = new ArrayList<>(List.of(transactions().getOrDefault(row.batch(), ""), session.transaction()));
        before.forEach(fill -> writers.add(fill.transaction()));
        byte[] stored = before.isEmpty() ? row.storedHash() : before.getLast().storedHash();
        boolean ours = session.untouched(table, key, new WrittenRow(parts, writers, stored, null));
        WriteOutcome outcome;
        try {
            outcome = session.update(table, key, parts, column, value);
        } catch (DataRefusal refusal) {
            throw new WharfException(
                    Kind.DATA,
                    "reference-refused",
                    "The row " + row.targetKey() + " of " + table.name() + " did not take its " + column.name() + ": "
                            + refusal.getMessage(),
                    "Mend the row or the constraint in the target, then `wharf resume " + context.run() + "`.",
                    refusal);
        }
        return new MappingStore.Fill(
                program.step().name(),
                batch.number(),
                table.name().toString(),
                row.targetKey(),
                column.name(),
                value,
                ours ? session.transaction() : "",
                ours ? outcome.stored() : stored);
    }

    private Map<Integer, String> transactions() {
        if (transactions.isEmpty()) {
            batches.of(context.run(), program.step().name(), BatchStore.DATA)
                    .forEach(b -> transactions.put(b.number(), String.valueOf(b.transaction())));
        }
        return transactions;
    }

    private void missing(Reference reference, String sourceKey) {
        if (reference.missing() != Reference.Missing.NULL) {
            throw new WharfException(
                    Kind.DATA,
                    "reference-missing",
                    "Source row " + sourceKey + " of step " + program.step().name() + ": "
                            + String.join(", ", reference.from()) + " refers to no row of " + reference.entity()
                            + " that was migrated.",
                    "Migrate the row it refers to, or choose `missing: null` for " + reference.column() + ".");
        }
        unresolved++;
    }

    private List<ReadColumn> columns(Reference reference) {
        List<ReadColumn> columns = new ArrayList<>();
        for (String name : program.step().key()) {
            columns.add(program.read().get(program.checked().extract().indexOf(name)));
        }
        for (String name : reference.from()) {
            columns.add(program.read().get(program.checked().extract().indexOf(name)));
        }
        return columns;
    }
}
