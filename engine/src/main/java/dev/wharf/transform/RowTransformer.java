package dev.wharf.transform;

import dev.wharf.database.ByteSink;
import dev.wharf.database.ValueText;
import dev.wharf.database.WriteMode;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Reference;
import dev.wharf.sandbox.TransformedChunk;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.SpareArrays;
import dev.wharf.wire.ValueType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prepares source chunks for the wall and turns what comes back into target rows. {@link #prepare} is called by one thread,
 * {@link #complete} by one thread, which may be another.
 */
public final class RowTransformer {

    private final StepProgram program;
    private final ReferenceResolver references;
    private final KnownRows known;
    private final SequenceNumbers sequences;
    private final TargetRowEncoder encoder;
    private final int keyFields;
    private final SpareArrays arrays = new SpareArrays();
    private final Refill refill;
    private @Nullable String previousKey;
    private @Nullable Set<String> only;
    /** How many bytes crossed of the chunk before, which the next one will be like. */
    private int crossed;

    public RowTransformer(
            StepProgram program,
            ReferenceResolver references,
            KnownRows known,
            SequenceNumbers sequences,
            ColumnSetNumbers numbers) {
        this.program = program;
        this.references = references;
        this.known = known;
        this.sequences = sequences;
        this.encoder = new TargetRowEncoder(program, numbers);
        this.keyFields = 1 + Arrays.stream(program.keyIndexes()).max().orElse(-1);
        this.refill = new Refill(program, references);
    }

    /** Forgets the key that came last: the next chunk begins another range. */
    public void startRange() {
        previousKey = null;
        only = null;
    }

    /** As {@link #startRange()}, for a range of which just the rows with these keys are moved. */
    public void startRange(Set<String> keys) {
        previousKey = null;
        only = keys;
    }

    /**
     * Computes keys, hashes and the engine's own columns, leaves out what earlier runs moved, and lays out what crosses.
     *
     * @throws WharfException where a key holds NULL or comes twice
     */
    public PreparedChunk prepare(RowChunk source) {
        WideRow row = new WideRow(program.read().size(), program.virtuals().size());
        List<SourceItem> items = new ArrayList<>(source.rows());
        int columns = program.checked().extract().columns().size();
        for (int i = 0; i < source.rows(); i++) {
            row.locate(source, i, keyFields);
            items.add(new SourceItem(key(row), SourceHash.of(source, i, columns)));
        }
        Set<String> wanted = only;
        if (wanted != null) {
            items.stream().filter(item -> !wanted.contains(item.key())).forEach(SourceItem::ignore);
        }
        Map<String, KnownRows.Known> moved = leaveOutKnown(items);
        if (!moved.isEmpty() && moved.values().stream().anyMatch(earlier -> !earlier.leftNull().isEmpty())) {
            refill.look(source, items, row, moved);
        }
        byte[][][] virtuals = virtualValues(source, items, row);
        return cross(source, items, virtuals, row);
    }

    /** Takes a chunk back whose answer is there and was turned into rows; to be told once. Any thread may. */
    public void reuse(PreparedChunk prepared) {
        arrays.giveBack(prepared.crossing().bytes());
    }

    /** Turns what the container made of a chunk into rows of the batch, item by item in their order. */
    public void complete(PreparedChunk prepared, TransformedChunk transformed, BatchRows out) {
        encoder.encode(prepared, transformed, out);
    }

    private String key(WideRow row) {
        int[] indexes = program.keyIndexes();
        List<String> parts = new ArrayList<>(indexes.length);
        for (int i = 0; i < indexes.length; i++) {
            if (row.isNull(indexes[i])) {
                throw new WharfException(
                        Kind.DATA,
                        "key-null",
                        "A row of step " + program.step().name() + " has NULL in the key column "
                                + program.step().key().get(i) + "; a key has none.",
                        "Leave such rows out in " + program.step().extract() + " or choose another key.");
            }
            parts.add(text(row, indexes[i], program.read().get(indexes[i]).layout()));
        }
        String key = KeyTexts.write(parts);
        if (key.equals(previousKey)) {
            throw new WharfException(
                    Kind.DATA,
                    "key-not-unique",
                    "The key " + String.join(", ", program.step().key()) + " of step " + program.step().name()
                            + " is not unique in the extract: " + key + " comes twice.",
                    "Choose a unique key, or make the extract give each key once.");
        }
        previousKey = key;
        return key;
    }

    private Map<String, KnownRows.Known> leaveOutKnown(List<SourceItem> items) {
        if (known == KnownRows.NONE) {
            return Map.of();
        }
        Map<String, KnownRows.Known> found =
                known.lookup(items.stream().map(SourceItem::key).toList());
        boolean upsert = program.step().ownWrite().mode() == WriteMode.UPSERT;
        for (SourceItem item : items) {
            KnownRows.Known earlier = found.get(item.key());
            if (earlier == null || !item.open()) {
                continue;
            }
            if (!upsert || earlier.sameStep() && Arrays.equals(earlier.sourceHash(), item.hash())) {
                item.leaveUnchanged();
            } else {
                item.known(earlier.run(), earlier.targetKey());
            }
        }
        return found;
    }

    private byte[][][] virtualValues(RowChunk source, List<SourceItem> items, WideRow row) {
        List<VirtualColumn> virtuals = program.virtuals();
        byte[][][] values = new byte[items.size()][][];
        if (virtuals.isEmpty()) {
            return values;
        }
        List<Map<List<String>, String>> resolved = resolveAll(source, items, row);
        long[][] numbers = reserveAll(items);
        int number = 0;
        for (int i = 0; i < items.size(); i++) {
            SourceItem item = items.get(i);
            if (!item.open()) {
                continue;
            }
            row.locate(source, i);
            values[i] = new byte[virtuals.size()][];
            for (int v = 0; v < virtuals.size() && item.open(); v++) {
                values[i][v] = value(virtuals.get(v), resolved.get(v), numbers[v], number, row, item);
            }
            number += hasNumber(item) ? 0 : 1;
        }
        return values;
    }

    private byte @Nullable [] value(
            VirtualColumn column, Map<List<String>, String> resolved, long[] numbers, int number, WideRow row, SourceItem item) {
        List<String> from = texts(row, column.from());
        return switch (column) {
            case VirtualColumn.NewUuid c -> from == null ? null : DerivedId.bytes(c.ids().of(KeyTexts.write(from)));
            case VirtualColumn.NewNumber _ ->
                ByteBuffer.allocate(8).putLong(hasNumber(item) ? numberOf(item) : numbers[number]).array();
            case VirtualColumn.Referenced c -> {
                if (from == null) {
                    yield null;
                }
                String found = resolved.get(from);
                if (found == null) {
                    missing(c.reference(), from, item);
                    yield null;
                }
                ByteSink value = new ByteSink(16);
                ValueText.encode(c.type(), found, value);
                yield value.toBytes();
            }
        };
    }

    private void missing(Reference reference, List<String> from, SourceItem item) {
        String what = describe(reference, from);
        switch (reference.missing()) {
            case REJECT -> item.reject(what);
            case SKIP -> item.skip(what);
            case NULL -> item.remark(LeftNull.reason(reference));
            case FAIL ->
                throw new WharfException(
                        Kind.DATA,
                        "reference-missing",
                        "Source row " + item.key() + " of step " + program.step().name() + ": " + what + ".",
                        "Migrate the row it refers to first, or choose `missing: reject`, `null` or `skip` for "
                                + reference.column() + " in plan.yaml.");
        }
    }

    private String describe(Reference reference, List<String> from) {
        String columns = String.join(
                ", ", reference.entity() != null ? reference.from() : List.copyOf(reference.match().values()));
        String value = program.plan().rejects().values() ? " " + KeyTexts.write(from) : "";
        return reference.entity() != null
                ? columns + value + " refers to no row of " + reference.entity() + " that was migrated"
                : columns + value + " matches no row of " + reference.table();
    }

    private List<Map<List<String>, String>> resolveAll(RowChunk source, List<SourceItem> items, WideRow row) {
        List<Map<List<String>, String>> all = new ArrayList<>();
        for (VirtualColumn column : program.virtuals()) {
            if (!(column instanceof VirtualColumn.Referenced referenced)) {
                all.add(Map.of());
                continue;
            }
            Set<List<String>> keys = new LinkedHashSet<>();
            for (int i = 0; i < items.size(); i++) {
                if (items.get(i).open()) {
                    row.locate(source, i);
                    List<String> key = texts(row, referenced.from());
                    if (key != null) {
                        keys.add(key);
                    }
                }
            }
            all.add(keys.isEmpty() ? Map.of() : references.resolve(referenced.reference(), keys));
        }
        return all;
    }

    private long[][] reserveAll(List<SourceItem> items) {
        int open = (int) items.stream().filter(item -> item.open() && !hasNumber(item)).count();
        return program.virtuals().stream()
                .map(v -> v instanceof VirtualColumn.NewNumber n && open > 0
                        ? sequences.reserve(n.key().column(), open)
                        : new long[0])
                .toArray(long[][]::new);
    }

    /** A row that an earlier run moved has its number already. */
    private static boolean hasNumber(SourceItem item) {
        return item.knownTargetKey() != null;
    }

    /** Numbers are for the first column of the entity's key. */
    private long numberOf(SourceItem item) {
        return Long.parseLong(KeyTexts.read(
                        String.valueOf(item.knownTargetKey()), program.step().ownWrite().key().size())
                .getFirst());
    }

    private @Nullable List<String> texts(WideRow row, int[] indexes) {
        return texts(program, row, indexes);
    }

    /** Values of read columns as texts; null where one of them is NULL. */
    static @Nullable List<String> texts(StepProgram program, WideRow row, int[] indexes) {
        List<String> parts = new ArrayList<>(indexes.length);
        for (int index : indexes) {
            if (row.isNull(index)) {
                return null;
            }
            parts.add(text(row, index, program.read().get(index).layout()));
        }
        return parts;
    }

    private static String text(WideRow row, int field, ValueType layout) {
        return ValueText.of(layout, row.array(field), row.offset(field), row.length(field));
    }

    private PreparedChunk cross(RowChunk source, List<SourceItem> items, byte[][][] virtuals, WideRow row) {
        int[] crossing = program.slots().stream()
                .filter(StepProgram.Slot::crosses)
                .mapToInt(StepProgram.Slot::crossIndex)
                .toArray();
        int readFields = program.read().size();
        int located = 1 + Arrays.stream(crossing).filter(field -> field < readFields).max().orElse(-1);
        ByteSink sink = new ByteSink(arrays.take(crossed + crossed / 8 + 256));
        int[] starts = new int[items.size() + 1];
        int[] rows = new int[items.size()];
        int count = 0;
        for (int i = 0; i < items.size(); i++) {
            if (!items.get(i).open()) {
                continue;
            }
            row.locate(source, i, located);
            starts[count] = sink.size();
            rows[count++] = i;
            sink.int16(crossing.length);
            for (int field : crossing) {
                if (field >= readFields) {
                    byte[] value = virtuals[i][field - readFields];
                    sink.int32(value == null ? -1 : value.length);
                    if (value != null) {
                        sink.put(value);
                    }
                } else {
                    sink.int32(row.length(field));
                    if (row.length(field) > 0) {
                        sink.put(row.array(field), row.offset(field), row.length(field));
                    }
                }
            }
        }
        starts[count] = sink.size();
        crossed = sink.size();
        return new PreparedChunk(
                source,
                items,
                virtuals,
                new RowChunk(sink.bytes(), starts, count),
                Arrays.copyOf(rows, count));
    }
}
