package dev.wharf.shell.command;

import dev.wharf.audit.RunId;
import dev.wharf.run.RunDirectory;
import dev.wharf.run.Runs;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.RollbackDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import java.util.Locale;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;

/** {@code rollback}. */
public final class RollbackCommand {

    private final Sandboxes sandboxes;

    public RollbackCommand(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Command(
            name = "rollback",
            group = Groups.RUN,
            description = "take back exactly what a run wrote",
            help =
                    """
                    Rows that somebody changed since are kept and named, which exits with 4. A second rollback goes on with the rest.
                    Asks at a terminal; elsewhere it needs --yes.
                    """)
    @Example("rollback 20261121-101500-k3x9-brackets --yes")
    public Document rollback(
            Invocation invocation, @Argument(index = 0, description = "the run") @Named("RUN") String run) {
        RunId id = new RunId(run);
        try (PlanWork work = new PlanWork(invocation, sandboxes);
                RunProgress progress = new RunProgress(invocation)) {
            if (invocation.canAsk()) {
                RunDirectory.Entry entry = RecordedRun.directory(invocation).find(id);
                Consent.require(invocation, "rollback", "Take back the "
                        + String.format(Locale.ROOT, "%,d", entry.counts().written()) + " rows that run " + run
                        + " of plan " + entry.run().plan() + " wrote?");
            } else {
                Consent.require(invocation, "rollback", "");
            }
            Runs runs = work.runs(progress);
            invocation.whenInterrupted(runs::pause);
            return RollbackDocument.of(runs.rollback(id));
        }
    }
}
