package dev.wharf.run;

import dev.wharf.audit.ControlStore;
import dev.wharf.audit.EventStore;
import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStore;
import dev.wharf.audit.Sql;
import dev.wharf.database.Database;
import dev.wharf.database.TargetSession;
import dev.wharf.transform.CheckedPlan;
import dev.wharf.transform.CheckedStep;
import java.util.function.Supplier;

/** Records a run and its steps before anything of it is written. */
final class NewRun {

    private NewRun() {}

    /** @param batchRows for steps that choose no size of their own */
    static void record(
            CheckedPlan checked,
            RunId run,
            Database source,
            Database target,
            Supplier<TargetSession> sessions,
            int workers,
            int batchRows) {
        try (TargetSession session = sessions.get()) {
            RunContext.transaction(session, s -> {
                Sql sql = new Sql(session.connection(), target.dialect());
                RunStore runs = new RunStore(sql);
                if (runs.find(run).isPresent()) {
                    throw RunGuards.taken(run);
                }
                runs.insert(
                        run,
                        checked.plan().name(),
                        checked.hash().value(),
                        checked.plan().source(),
                        source.identity().text(),
                        checked.plan().target(),
                        target.identity().text(),
                        checked.plan().effectiveNamespace(),
                        Holder.name(),
                        workers,
                        Runs.WHARF_VERSION);
                ControlStore control = new ControlStore(sql);
                int number = 1;
                for (CheckedStep step : checked.steps()) {
                    Integer own = step.step().batchRows();
                    control.insert(
                            run,
                            number++,
                            checked.plan().name(),
                            checked.hash().value(),
                            step.step().name(),
                            StepHash.of(step),
                            step.step().entity(),
                            own == null ? batchRows : own,
                            Holder.name(),
                            step.sql());
                }
                new EventStore(sql).record(run, "started", "plan " + checked.plan().name() + " " + checked.hash());
                return null;
            });
        }
    }
}
