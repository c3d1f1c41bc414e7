package dev.wharf.run;

import dev.wharf.audit.MappingBlock;
import dev.wharf.audit.PackedMappings;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Dialect;
import dev.wharf.database.WriteMode;
import dev.wharf.database.WriteOutcome;
import dev.wharf.plan.Reference;
import dev.wharf.transform.BatchRows;
import dev.wharf.transform.ColumnSet;
import dev.wharf.transform.SourceItem;
import dev.wharf.transform.StepProgram;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Packs the mappings of a batch, where nothing in the plan asks for them by their keys: its step only inserts, and no
 * reference leads to its rows. For one thread.
 */
final class BatchMappings {

    private final RunContext context;
    private final StepProgram program;
    private final PackedMappings store;
    private final boolean packs;
    private final Map<ColumnSet, MappingBlock> blocks = new IdentityHashMap<>();

    BatchMappings(RunContext context, StepProgram program, Sql sql) {
        this.context = context;
        this.program = program;
        this.store = new PackedMappings(sql);
        this.packs = context.target().dialect() == Dialect.POSTGRESQL && insertsOnly(program) && !referredTo(context, program);
    }

    private static boolean insertsOnly(StepProgram program) {
        return program.step().writes().stream().allMatch(write -> write.mode() == WriteMode.INSERT)
                && program.laterReferences().isEmpty();
    }

    private static boolean referredTo(RunContext context, StepProgram program) {
        Stream<Reference> all = context.plan().steps().stream().flatMap(step -> step.step().references().stream());
        return all.anyMatch(reference -> program.step().entity().equals(reference.entity()));
    }

    /** Whether the mapping of a row that was written is packed; else it has to stand alone. */
    boolean take(SourceItem item, SourceItem.TargetRow row, WriteOutcome outcome, BatchRows rows) {
        if (!packs || outcome.kind() != WriteOutcome.Kind.INSERTED || outcome.stored() != null) {
            return false;
        }
        byte[] written = rows.hash(row.set(), row.index());
        if (!MappingBlock.takes(item.key(), row.key(), item.hash(), written)) {
            return false;
        }
        blocks.computeIfAbsent(row.set(), set -> new MappingBlock(rows.items().size()))
                .add(item.key(), row.key(), item.hash(), written);
        return true;
    }

    /** Records what was packed, within the batch's transaction. */
    void append(int batch) {
        blocks.forEach((set, block) -> store.append(
                context.run(),
                program.step().name(),
                program.plan().effectiveNamespace(),
                program.step().entity(),
                set.table().name().toString(),
                set.writeIndex(),
                batch,
                set.number(),
                block));
        forget();
    }

    void forget() {
        blocks.clear();
    }
}
