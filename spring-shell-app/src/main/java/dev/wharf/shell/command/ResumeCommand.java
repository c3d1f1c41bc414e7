package dev.wharf.shell.command;

import dev.wharf.audit.RunId;
import dev.wharf.run.Runs;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.RunDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** {@code resume}. */
public final class ResumeCommand {

    private final Sandboxes sandboxes;

    public ResumeCommand(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Command(
            name = "resume",
            group = Groups.RUN,
            description = "go on with what a run has not committed yet",
            help =
                    """
                    A run whose engine is dead is taken over at once. A completed run is left as it is, unless its rejects are tried again.
                    """)
    @Example({"resume 20261121-101500-k3x9-brackets", "resume 20261121-101500-k3x9-brackets --retry-rejects"})
    public Document resume(
            Invocation invocation,
            @Argument(index = 0, description = "the run") @Named("RUN") String run,
            @Option(longName = "retry-rejects", description = "try its rejected rows again, after the source or the target was mended")
                    Boolean retryRejects,
            @Option(longName = "max-rate", description = "read at most so many rows a second, cutting ranges aside; else as fast as it goes") @Named("ROWS")
                    @Nullable Integer maxRate,
            @Option(longName = "snapshot-each-step", description = "read each step under a snapshot of its own, so that none is held for long; else one for all")
                    Boolean snapshotEachStep) {
        MaxRate.require("resume", maxRate);
        RunId id = new RunId(run);
        try (PlanWork work = PlanWork.movingRows(invocation, sandboxes);
                RunProgress progress = new RunProgress(invocation)) {
            Runs runs = MaxRate.of(work.runs(progress), maxRate);
            if (snapshotEachStep) {
                runs.withSnapshotEachStep();
            }
            invocation.whenInterrupted(progress.pausing(runs));
            return RunDocument.of(retryRejects ? runs.retryRejects(id) : runs.resume(id));
        }
    }
}
