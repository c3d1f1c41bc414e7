package dev.wharf.shell.command;

import dev.wharf.audit.RunId;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.RunDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;

/** {@code close}. */
public final class CloseCommand {

    private final Sandboxes sandboxes;

    public CloseCommand(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Command(
            name = "close",
            group = Groups.RUN,
            description = "end a failed or paused run and keep its rows",
            help =
                    """
                    A corrected plan, newly approved, then moves the rest.
                    """)
    @Example("close 20261121-101500-k3x9-brackets")
    public Document close(
            Invocation invocation, @Argument(index = 0, description = "the run") @Named("RUN") String run) {
        RunId id = new RunId(run);
        try (PlanWork work = new PlanWork(invocation, sandboxes);
                RunProgress progress = new RunProgress(invocation)) {
            return RunDocument.of(work.runs(progress).close(id));
        }
    }
}
