package dev.wharf.shell.command;

import dev.wharf.run.Runs;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.RunDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;

/** {@code rehearse}. */
public final class RehearseCommand {

    private final Sandboxes sandboxes;

    public RehearseCommand(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Command(
            name = "rehearse",
            group = Groups.PLAN,
            description = "do the whole run in one transaction that is rolled back; needs no approval",
            help =
                    """
                    Every row is read, transformed and written, by one worker; constraints and triggers of the target have their say.
                    It leaves no trace in the audit tables. The target's locks are held meanwhile.
                    """)
    @Example({"rehearse technician-roles", "rehearse technician-roles --format json --quiet"})
    public Document rehearse(
            Invocation invocation, @Argument(index = 0, description = "the plan") @Named("PLAN") String plan) {
        try (PlanWork work = PlanWork.movingRows(invocation, sandboxes);
                RunProgress progress = new RunProgress(invocation)) {
            work.folder(plan);
            Runs runs = work.rehearsals(progress);
            invocation.whenInterrupted(runs::pause);
            return RunDocument.of(runs.rehearse(plan));
        }
    }
}
