package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.NumberStore;
import dev.wharf.audit.RunStore;
import dev.wharf.catalog.Table;
import dev.wharf.database.TargetNumbers;
import dev.wharf.database.TargetSession;
import dev.wharf.transform.SequenceNumbers;
import dev.wharf.transform.StepProgram;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for the new keys of one range after the other. What a range reserves is recorded before anything is made of it, so
 * that whoever goes on with the range after a crash gives its rows the same numbers. For one thread.
 */
final class KeptNumbers implements SequenceNumbers {

    private final RunContext context;
    private final StepProgram program;
    private final TargetSession session;
    private final NumberStore store;
    private final boolean wholeRanges;
    private final Map<String, Deque<Long>> ready = new HashMap<>();
    private BatchStore.@Nullable Batch range;
    private long seen;

    /** @param wholeRanges whether every row of a range is likely to need a number: then they are reserved at once */
    KeptNumbers(RunContext context, StepProgram program, TargetSession session, boolean wholeRanges) {
        this.context = context;
        this.program = program;
        this.session = session;
        this.store = new NumberStore(context.sql(session));
        this.wholeRanges = wholeRanges;
    }

    /** From now on numbers are those of this range. */
    void startRange(BatchStore.Batch next) {
        range = next;
        seen = 0;
        ready.clear();
    }

    @Override
    public long[] reserve(String newKeyColumn, int count) {
        Deque<Long> numbers = ready.get(newKeyColumn);
        if (numbers == null || numbers.size() < count) {
            numbers = RunContext.transaction(session, s -> reserved(newKeyColumn, count));
            ready.put(newKeyColumn, numbers);
        }
        seen += count;
        long[] taken = new long[count];
        for (int i = 0; i < count; i++) {
            taken[i] = numbers.remove();
        }
        return taken;
    }

    /** What is ready of a column, with what the range had of it before, and as many more as are needed. */
    private Deque<Long> reserved(String column, int count) {
        if (!new RunStore(context.sql(session)).holds(context.run(), context.epoch())) {
            throw context.superseded();
        }
        BatchStore.Batch batch = Objects.requireNonNull(range);
        NumberStore.Owner owner = new NumberStore.Owner(
                context.run(), program.step().name(), batch.pass(), batch.number(), column);
        Table table = program.tables().getFirst();
        TargetNumbers target = TargetNumbers.of(
                context.target(), session, table, program.step().ownWrite().key().getFirst());
        Deque<Long> there = ready.get(column);
        List<Long> numbers = new ArrayList<>(there == null ? store.of(owner) : there);
        boolean anew = there == null && !numbers.isEmpty() && !target.free(numbers);
        if (anew) {
            numbers.clear();
        }
        int missing = count - numbers.size();
        if (missing > 0) {
            long whole = wholeRanges ? batch.range().rows() - seen - numbers.size() : 0;
            String name = table.name().toString();
            long[] fresh = target.reserve((int) Math.clamp(whole, missing, Integer.MAX_VALUE), store.greatest(name));
            store.append(owner, name, fresh, anew);
            for (long number : fresh) {
                numbers.add(number);
            }
        }
        return new ArrayDeque<>(numbers);
    }
}
