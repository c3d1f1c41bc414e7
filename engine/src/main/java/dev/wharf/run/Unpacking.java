package dev.wharf.run;

import dev.wharf.audit.MappingStore;
import dev.wharf.audit.PackedMappings;
import dev.wharf.audit.RunId;
import dev.wharf.audit.Sql;
import dev.wharf.database.WriteMode;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Write;
import dev.wharf.transform.StepProgram;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Has mappings unpacked before they are asked for by many keys: a bounded number in each transaction, for whoever asks for the
 * same ones waits until that ends. What is packed meanwhile stays so.
 */
final class Unpacking {

    /** The planner shall know of so many new rows before they are asked for. */
    private static final int MANY_MAPPINGS = 10_000;

    /** Runs one transaction of the run. */
    @FunctionalInterface
    interface Transaction {
        long run(ToLongFunction<Sql> work);
    }

    private Unpacking() {}

    static void of(Transaction transaction, Collection<? extends PackedMappings.Which> all, RunEvent.Listener listener) {
        long newest = transaction.run(sql -> new PackedMappings(sql).newest());
        if (newest == 0) {
            return;
        }
        long total = transaction.run(sql -> {
            PackedMappings packed = new PackedMappings(sql);
            return all.stream().mapToLong(which -> packed.count(which, newest)).sum();
        });
        if (total > 0) {
            listener.on(new RunEvent.Unpacked(0, total));
        }
        long mappings = 0;
        for (PackedMappings.Which which : total == 0 ? List.<PackedMappings.Which>of() : all) {
            long some;
            do {
                some = transaction.run(sql -> new PackedMappings(sql).unpackSome(which, newest));
                mappings += some;
                if (some > 0) {
                    listener.on(new RunEvent.Unpacked(mappings, total));
                }
            } while (some > 0);
        }
        if (mappings >= MANY_MAPPINGS) {
            transaction.run(sql -> {
                new MappingStore(sql).refreshStatistics();
                return 0;
            });
        }
    }

    /** What a step asks for: rows of its entity that earlier runs moved, and those that references lead to. */
    static List<PackedMappings.Which> askedForBy(StepProgram program, RunId run) {
        List<PackedMappings.Which> all = new ArrayList<>();
        String namespace = program.plan().effectiveNamespace();
        all.add(new PackedMappings.Which.OfEntity(namespace, program.step().entity(), run));
        all.addAll(referredTo(program, program.step().references().stream()));
        return all;
    }

    /** Mappings of the entities that references lead to. */
    static List<PackedMappings.Which.OfEntity> referredTo(StepProgram program, Stream<Reference> references) {
        return references
                .map(Reference::entity)
                .filter(Objects::nonNull)
                .distinct()
                .map(entity -> new PackedMappings.Which.OfEntity(program.plan().effectiveNamespace(), entity, null))
                .toList();
    }

    /** Rows of this very run that a step may meet, because it writes where rows are already: it asks who wrote them. */
    static List<PackedMappings.Which.OfTable> metBy(StepProgram program, RunId run) {
        return program.step().writes().stream()
                .filter(write -> write.mode() != WriteMode.INSERT)
                .map(Write::table)
                .distinct()
                .map(table -> new PackedMappings.Which.OfTable(run, table))
                .toList();
    }
}
