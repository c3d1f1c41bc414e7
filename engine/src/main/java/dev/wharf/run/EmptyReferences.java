package dev.wharf.run;

import dev.wharf.audit.RemarkStore;
import dev.wharf.plan.Reference;
import dev.wharf.transform.StepProgram;
import java.util.Locale;

/** Says how many references of a step stay NULL, and how many an earlier run left NULL that could have their rows now. */
final class EmptyReferences {

    private final RunContext context;
    private final StepProgram program;

    EmptyReferences(RunContext context, StepProgram program) {
        this.context = context;
        this.program = program;
    }

    /** Once the step's rows are moved; the closing pass counts its own. */
    void say() {
        if (program.step().references().stream().noneMatch(r -> r.missing() == Reference.Missing.NULL || r.later())) {
            return;
        }
        String step = program.step().name();
        long[] counts = Retry.lasting(context, () -> context.transaction(session -> {
            RemarkStore remarks = new RemarkStore(context.sql(session));
            return new long[] {
                remarks.count(context.run(), step, RemarkStore.Kind.LEFT_NULL),
                remarks.count(context.run(), step, RemarkStore.Kind.FILLABLE),
                remarks.count(context.run(), step, RemarkStore.Kind.EDITED)
            };
        }));
        say(counts[0], "to rows that were not migrated", "%s NULL");
        say(counts[2], "that an earlier run left NULL would find their rows now", "and %s NULL, for somebody may have edited what they stand in");
        say(counts[1], "that an earlier run left NULL would find their rows now", "and %s NULL, for the step does not upsert");
    }

    private void say(long count, String which, String what) {
        if (count > 0) {
            context.listener()
                    .on(new RunEvent.Notice(String.format(
                            Locale.ROOT,
                            "Step %s: %d %s %s " + what + "; `wharf audit remarks %s` names them.",
                            program.step().name(),
                            count,
                            count == 1 ? "reference" : "references",
                            which,
                            count == 1 ? "stays" : "stay",
                            context.run())));
        }
    }
}
