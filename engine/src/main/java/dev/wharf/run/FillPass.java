package dev.wharf.run;

import dev.wharf.audit.BatchStore;
import dev.wharf.audit.Counts;
import dev.wharf.audit.MappingStore;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.TargetSession;
import dev.wharf.plan.Reference;
import dev.wharf.transform.StepProgram;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The closing pass of a step: fills references to rows that came later, range by range, each in one transaction that records
 * what it filled and closes the range.
 */
final class FillPass {

    private final RunContext context;
    private final StepProgram program;
    private final TargetSession session;
    private final BatchStore batches;

    FillPass(RunContext context, StepProgram program, TargetSession session) {
        this.context = context;
        this.program = program;
        this.session = session;
        this.batches = new BatchStore(context.sql(session));
    }

    /**
     * Whether every row that the step's later references may refer to is there once the first {@code done} steps are: a pass
     * starts as early as it can, so that a reference to nothing is found early too.
     */
    static boolean possible(RunContext context, StepProgram program, int done) {
        Set<String> toCome = new HashSet<>();
        context.plan().steps().stream().skip(done).forEach(step -> toCome.add(step.step().entity()));
        return program.laterReferences().stream().map(Reference::entity).noneMatch(toCome::contains);
    }

    /** Fills what is open. */
    void run(SourceSnapshot snapshot) {
        List<BatchStore.Batch> all = context.fenced(session, s -> recorded());
        List<BatchStore.Batch> open = all.stream().filter(batch -> !batch.done()).toList();
        if (open.isEmpty()) {
            return;
        }
        unpackMappings();
        String step = program.step().name();
        long total = all.stream().mapToLong(batch -> batch.range().rows()).sum();
        long done = total - open.stream().mapToLong(batch -> batch.range().rows()).sum();
        Counts counts = all.stream().filter(BatchStore.Batch::done).map(BatchStore.Batch::counts).reduce(Counts.NONE, Counts::plus);
        FillRange range = new FillRange(context, program, session);
        try (SourceReader reader = snapshot.openReader()) {
            for (BatchStore.Batch batch : open) {
                if (context.stop().asked()) {
                    return;
                }
                Counts its = context.fenced(session, s -> fill(batch, range, reader));
                counts = counts.plus(its);
                done += batch.range().rows();
                paceAfter(batch);
                context.listener().on(new RunEvent.Filling(step, done, total, counts.written(), counts.skipped()));
            }
        }
        if (counts.skipped() > 0) {
            context.listener()
                    .on(new RunEvent.Notice("Step " + step + ": " + counts.skipped()
                            + " references to rows that were not migrated stay NULL; `wharf audit remarks " + context.run()
                            + "` names them."));
        }
    }

    private void unpackMappings() {
        if (!context.rehearsal()) {
            Unpacking.of(
                    work -> context.fenced(session, s -> work.applyAsLong(context.sql(s))),
                    Unpacking.referredTo(program, program.laterReferences().stream()),
                    context.listener());
        }
        context.fenced(session, s -> {
            new MappingStore(context.sql(s)).refreshStatistics();
            return null;
        });
    }

    /** Each reference reads a range once. */
    private void paceAfter(BatchStore.Batch batch) {
        int rows = (int) Math.min(Integer.MAX_VALUE, batch.range().rows() * program.laterReferences().size());
        context.pace().after(rows, context.stop()::asked);
    }

    /** The ranges of the pass: one for each of the step's, a range that came since included. */
    private List<BatchStore.Batch> recorded() {
        String step = program.step().name();
        List<BatchStore.Batch> there = batches.of(context.run(), step, BatchStore.FILL);
        Set<Integer> known = new HashSet<>();
        there.forEach(batch -> known.add(batch.number()));
        List<BatchStore.Batch> fresh = new ArrayList<>();
        batches.ofRows(context.run(), step).stream().filter(batch -> !known.contains(batch.number())).forEach(fresh::add);
        if (fresh.isEmpty()) {
            return there;
        }
        batches.insert(session, context.run(), step, BatchStore.FILL, context.epoch(), fresh);
        return batches.of(context.run(), step, BatchStore.FILL);
    }

    private Counts fill(BatchStore.Batch batch, FillRange range, SourceReader reader) {
        Counts its = range.fill(batch, reader);
        // A range that was opened again keeps what it wrote before.
        Counts counts = new Counts(
                its.read(), its.migrated(), batch.counts().written() + its.written(), its.skipped(), 0, 0);
        if (!batches.close(
                context.run(),
                program.step().name(),
                BatchStore.FILL,
                batch.number(),
                context.epoch(),
                context.holder(),
                session.transaction(),
                counts,
                null)) {
            throw context.superseded();
        }
        return counts;
    }
}
