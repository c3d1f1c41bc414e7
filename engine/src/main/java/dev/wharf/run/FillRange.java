package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.BeforeImageStore;
import dev.wharf.audit.ControlStore;
import dev.wharf.audit.Counts;
import dev.wharf.audit.FillStore;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.MappingStore.Mapping;
import dev.wharf.audit.RemarkStore;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.FillOutcome;
import dev.wharf.database.FillRow;
import dev.wharf.database.ReadColumn;
import dev.wharf.database.RowCursor;
import dev.wharf.database.SourceReader;
import dev.wharf.database.TargetSession;
import dev.wharf.database.Tuples;
import dev.wharf.database.WriteMode;
import dev.wharf.database.WrittenRow;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Write;
import dev.wharf.transform.KeyTexts;
import dev.wharf.transform.LeftNull;
import dev.wharf.transform.StepProgram;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fills the later references of one range's rows, all of a reference at once. Rows that the run wrote are filled; those that
 * it found as they should be are filled only where the plan upserts, and count as updated then. Other rows are left alone.
 */
final class FillRange {

    private static final int ROWS_AT_ONCE = 10_000;

    private final RunContext context;
    private final StepProgram program;
    private final TargetSession session;
    private final MappingStore mappings;
    private final FillStore fills;
    private final RemarkStore remarks;
    private final MappedReferences references;
    private final FillWriter writer;
    private final Map<Integer, String> transactions = new HashMap<>();
    private final Map<String, Boolean> filledBefore = new HashMap<>();

    FillRange(RunContext context, StepProgram program, TargetSession session) {
        this.context = context;
        this.program = program;
        this.session = session;
        Sql sql = context.sql(session);
        mappings = new MappingStore(sql);
        fills = new FillStore(sql);
        remarks = new RemarkStore(sql);
        references = new MappedReferences(context, session);
        writer = new FillWriter(context, session);
        new BatchStore(sql)
                .ofRows(context.run(), program.step().name())
                .forEach(batch -> transactions.put(batch.number(), String.valueOf(batch.transaction())));
    }

    /** One reference, with what its filling needs to know. */
    private record Target(Reference reference, Table table, List<String> key, Column column, boolean upsert) {}

    /** A row that is to be filled, or emptied where {@code value} is null. */
    private record Wanted(Mapping row, @Nullable String value) {}

    /** Gives as read the rows with a reference, as migrated those that have it, as written the rows changed, as skipped the rest. */
    Counts fill(BatchStore.Batch batch, SourceReader reader) {
        Counts counts = Counts.NONE;
        for (Reference reference : program.laterReferences()) {
            counts = counts.plus(fill(batch, reader, target(reference)));
        }
        return counts;
    }

    private Target target(Reference reference) {
        Reference.Fills filled = Objects.requireNonNull(reference.fills());
        Table table = context.plan().target().table(filled.table()).orElseThrow();
        Write write = program.step().writes().stream()
                .filter(w -> w.table().equals(filled.table()))
                .findFirst()
                .orElseThrow();
        return new Target(
                reference,
                table,
                write.key(),
                table.column(filled.column()).orElseThrow(),
                write.mode() == WriteMode.UPSERT);
    }

    private Counts fill(BatchStore.Batch batch, SourceReader reader, Target target) {
        List<ReadColumn> columns = columns(target.reference());
        List<ValueType> layouts = columns.stream().map(ReadColumn::layout).toList();
        int keys = program.step().key().size();
        Counts counts = Counts.NONE;
        Map<String, @Nullable List<String>> read = new LinkedHashMap<>();
        try (RowCursor cursor = reader.read(program.checked().extract(), columns, batch.range())) {
            for (RowChunk chunk = cursor.next(); chunk != null; chunk = cursor.next()) {
                for (int row = 0; row < chunk.rows(); row++) {
                    List<@Nullable String> texts = Tuples.texts(layouts, chunk.bytes(), chunk.starts()[row]);
                    List<@Nullable String> from = texts.subList(keys, texts.size());
                    boolean refers = from.stream().noneMatch(Objects::isNull);
                    if (refers || target.upsert()) {
                        read.put(KeyTexts.write(List.copyOf(texts.subList(0, keys))), refers ? List.copyOf(from) : null);
                    }
                }
                if (read.size() >= ROWS_AT_ONCE) {
                    counts = counts.plus(fill(batch, target, read));
                    read.clear();
                }
            }
        }
        return read.isEmpty() ? counts : counts.plus(fill(batch, target, read));
    }

    private Counts fill(BatchStore.Batch batch, Target target, Map<String, @Nullable List<String>> read) {
        Collection<Mapping> rows = rows(target, read.keySet());
        Map<List<String>, String> found = references.resolve(
                target.reference(),
                rows.stream().map(row -> read.get(row.sourceKey())).filter(Objects::nonNull).distinct().toList());
        List<Wanted> wanted = new ArrayList<>(rows.size());
        Set<String> empty = batch.counts().skipped() == 0 ? Set.of() : leftEmpty(batch, target.reference());
        List<RemarkStore.Remark> said = new ArrayList<>();
        long filled = 0;
        long missing = 0;
        for (Mapping row : rows) {
            List<String> from = read.get(row.sourceKey());
            String value = from == null ? null : found.get(from);
            boolean wasEmpty = empty.contains(row.sourceKey());
            if (from != null && value == null) {
                missing++;
                requireOptional(target.reference(), row.sourceKey());
            }
            if (from != null && (value == null) != wasEmpty) {
                said.add(remark(
                        batch,
                        row.sourceKey(),
                        wasEmpty ? RemarkStore.Kind.FILLED : RemarkStore.Kind.LEFT_NULL,
                        wasEmpty ? LeftNull.filled(target.reference()) : LeftNull.reason(target.reference())));
            }
            filled += value == null ? 0 : 1;
            if (value != null || target.upsert()) {
                wanted.add(new Wanted(row, value));
            }
        }
        if (!said.isEmpty()) {
            remarks.append(session, said);
        }
        long written = wanted.isEmpty() ? 0 : write(batch, target, wanted);
        return new Counts(filled + missing, filled, written, missing, 0, 0);
    }

    /** The rows that may be filled; one that was found and then updated by a closing pass has two mappings, and the latter counts. */
    private Collection<Mapping> rows(Target target, Collection<String> sourceKeys) {
        Map<String, Mapping> rows = new LinkedHashMap<>();
        mappings.ofRows(
                        context.run(),
                        program.plan().effectiveNamespace(),
                        program.step().entity(),
                        target.table().name().toString(),
                        sourceKeys)
                .forEach(row -> rows.merge(row.targetKey(), row, (a, b) -> a.kind().equals("existing") ? b : a));
        rows.values().removeIf(row -> !target.upsert() && row.kind().equals("existing"));
        return rows.values();
    }

    /**
     * Fills rows and records it. A row that somebody edited since its batch is filled too, but what is recorded of it stays
     * what the run left, so that a rollback still sees the edit.
     */
    private long write(BatchStore.Batch batch, Target target, List<Wanted> wanted) {
        String table = target.table().name().toString();
        Map<String, List<FillStore.Fill>> before = mayBeFilled(table)
                ? fills.of(context.run(), table, wanted.stream().map(w -> w.row().targetKey()).toList())
                : Map.of();
        List<FillRow> rows = new ArrayList<>(wanted.size());
        String own = session.transaction();
        for (Wanted w : wanted) {
            rows.add(new FillRow(
                    written(w.row(), own, target.key().size(), before.getOrDefault(w.row().targetKey(), List.of())),
                    w.value(),
                    w.row().kind().equals("existing")));
        }
        List<FillOutcome> outcomes = writer.fill(target.table(), target.key(), target.column(), rows);
        String transaction = session.transaction();
        List<FillStore.Fill> done = new ArrayList<>();
        List<Mapping> updated = new ArrayList<>();
        List<BeforeImageStore.BeforeImage> images = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            FillOutcome outcome = outcomes.get(i);
            if (outcome.kind() != FillOutcome.Kind.FILLED) {
                continue;
            }
            Mapping row = wanted.get(i).row();
            boolean existing = row.kind().equals("existing");
            boolean ours = existing || outcome.untouched();
            done.add(new FillStore.Fill(
                    program.step().name(),
                    batch.number(),
                    table,
                    row.targetKey(),
                    target.column().name(),
                    wanted.get(i).value(),
                    ours ? transaction : "",
                    ours ? outcome.stored() : rows.get(i).row().stored()));
            if (existing && before.getOrDefault(row.targetKey(), List.of()).isEmpty()) {
                updated.add(row.updated(batch.number(), outcome.stored()));
                images.add(new BeforeImageStore.BeforeImage(
                        table, row.targetKey(), batch.number(), Objects.requireNonNull(outcome.beforeImage())));
            }
        }
        record(done, updated, images);
        return done.size();
    }

    /** Rows are filled once each, but by several references, or by a pass before this one. */
    private boolean mayBeFilled(String table) {
        return filledBefore.computeIfAbsent(table, t -> fills.any(context.run(), t))
                || program.laterReferences().stream()
                                .filter(r -> Objects.requireNonNull(r.fills()).table().equals(table))
                                .count()
                        > 1;
    }

    private void record(List<FillStore.Fill> done, List<Mapping> updated, List<BeforeImageStore.BeforeImage> images) {
        if (!done.isEmpty()) {
            fills.append(session, context.run(), done);
        }
        if (!updated.isEmpty()) {
            Sql sql = context.sql(session);
            mappings.append(session, updated);
            new BeforeImageStore(sql).append(session, context.run(), images);
            new ControlStore(sql)
                    .add(context.run(), program.step().name(), new Counts(0, 0, updated.size(), 0, 0, 0));
        }
    }

    private WrittenRow written(Mapping row, String own, int keyColumns, List<FillStore.Fill> before) {
        List<String> writers = new ArrayList<>(List.of(transactions.getOrDefault(row.batch(), ""), own));
        before.forEach(fill -> writers.add(fill.transaction()));
        byte[] stored = before.isEmpty() ? row.storedHash() : before.getLast().storedHash();
        return new WrittenRow(KeyTexts.read(row.targetKey(), keyColumns), writers, stored, null);
    }

    /** The rows of a range that was opened again whose reference stayed NULL the last time. */
    private Set<String> leftEmpty(BatchStore.Batch batch, Reference reference) {
        String step = program.step().name();
        Set<String> empty = new HashSet<>(remarks.keys(
                context.run(), step, RemarkStore.Kind.LEFT_NULL, batch.number(), LeftNull.reason(reference)));
        empty.removeAll(remarks.keys(
                context.run(), step, RemarkStore.Kind.FILLED, batch.number(), LeftNull.filled(reference)));
        return empty;
    }

    private void requireOptional(Reference reference, String sourceKey) {
        if (reference.missing() != Reference.Missing.NULL) {
            throw new WharfException(
                    Kind.DATA,
                    "reference-missing",
                    "Source row " + sourceKey + " of step " + program.step().name() + ": " + LeftNull.missing(reference) + ".",
                    "Migrate the row it refers to, or choose `missing: null` for " + reference.column() + ".");
        }
    }

    private RemarkStore.Remark remark(BatchStore.Batch batch, String sourceKey, RemarkStore.Kind kind, String reason) {
        return new RemarkStore.Remark(
                context.run().value(), program.step().name(), sourceKey, kind, reason, batch.number());
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
