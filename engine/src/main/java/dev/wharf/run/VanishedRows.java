package dev.wharf.run;

import dev.wharf.audit.RemarkStore;
import dev.wharf.audit.SeenKeys;
import dev.wharf.database.KeyRange;
import dev.wharf.database.ReadColumn;
import dev.wharf.database.RowCursor;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.TargetSession;
import dev.wharf.database.Tuples;
import dev.wharf.transform.KeyTexts;
import dev.wharf.transform.StepProgram;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Names the rows that earlier runs moved and that the extract gives no more. They stay in the target: whether that is right
 * is a person's to say.
 */
final class VanishedRows {

    /** Of each step of a run. */
    private static final int MOST_REMARKS = 10_000;

    private static final int KEYS_AT_ONCE = 20_000;

    private final RunContext context;
    private final StepProgram program;

    VanishedRows(RunContext context, StepProgram program) {
        this.context = context;
        this.program = program;
    }

    /**
     * Looks for them, where there can be any.
     *
     * @param known rows of this start that earlier runs had moved: if they are as many as those have, none vanished
     */
    void look(SourceSnapshot snapshot, long known) {
        String namespace = program.plan().effectiveNamespace();
        String entity = program.step().entity();
        long vanished = context.between().use(session -> {
            SeenKeys seen = new SeenKeys(context.sql(session), session);
            boolean none = context.fenced(session, s -> {
                boolean same = seen.movedBefore(namespace, entity, context.run()) == known;
                if (!same) {
                    seen.begin();
                }
                return same;
            });
            if (none) {
                return 0L;
            }
            read(snapshot, session, seen);
            return context.fenced(session, s -> seen.remarkOthers(
                    context.run(),
                    program.step().name(),
                    namespace,
                    entity,
                    RemarkStore.Kind.VANISHED,
                    "an earlier run moved it, and " + program.step().extract() + " gives it no more; its row stays",
                    MOST_REMARKS));
        });
        if (vanished > 0) {
            context.listener()
                    .on(new RunEvent.Notice("Step " + program.step().name() + ": " + vanished
                            + (vanished == 1 ? " row" : " rows") + " that earlier runs moved " + (vanished == 1 ? "is" : "are")
                            + " no longer in the extract and stay" + (vanished == 1 ? "s" : "") + " in the target; `wharf audit remarks "
                            + context.run() + "` names them."));
        }
    }

    /** No transaction is open while rows are waited for. */
    private void read(SourceSnapshot snapshot, TargetSession session, SeenKeys seen) {
        List<ReadColumn> columns = program.step().key().stream()
                .map(name -> program.read().get(program.checked().extract().indexOf(name)))
                .toList();
        List<ValueType> layouts = columns.stream().map(ReadColumn::layout).toList();
        List<String> keys = new ArrayList<>();
        try (SourceReader reader = snapshot.openReader();
                RowCursor cursor = reader.read(
                        program.checked().extract(), columns, KeyRange.EVERYTHING)) {
            for (RowChunk chunk = cursor.next(); chunk != null; chunk = cursor.next()) {
                for (int row = 0; row < chunk.rows(); row++) {
                    List<String> parts = Tuples.texts(layouts, chunk.bytes(), chunk.starts()[row]).stream()
                            .map(Objects::requireNonNull)
                            .toList();
                    keys.add(KeyTexts.write(parts));
                }
                if (keys.size() >= KEYS_AT_ONCE) {
                    add(session, seen, keys);
                    keys.clear();
                }
                context.pace().after(chunk.rows(), context.stop()::asked);
            }
        }
        add(session, seen, keys);
    }

    private static void add(TargetSession session, SeenKeys seen, List<String> keys) {
        RunContext.transaction(session, s -> {
            seen.add(keys);
            return null;
        });
    }
}
