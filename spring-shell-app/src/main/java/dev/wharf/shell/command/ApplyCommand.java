package dev.wharf.shell.command;

import dev.wharf.audit.RunId;
import dev.wharf.plan.Plan;
import dev.wharf.run.Runs;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.RunDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import dev.wharf.shell.line.Usage;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** {@code apply}. */
public final class ApplyCommand {

    private static final int MOST_WORKERS = 64;

    private final Sandboxes sandboxes;

    public ApplyCommand(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Command(
            name = "apply",
            group = Groups.RUN,
            description = "run an approved plan",
            help =
                    """
                    The run's id is the first thing on stderr. Ctrl-C ends the batches under way and pauses the run.
                    Asks at a terminal; elsewhere the approval is the consent. Rejected rows exit with 4.
                    """)
    @Example({"apply technician-roles", "apply brackets --workers 4 --run-id nightly-42 --yes"})
    public Document apply(
            Invocation invocation,
            @Argument(index = 0, description = "the plan") @Named("PLAN") String plan,
            @Option(longName = "workers", description = "how many ranges at a time; else 2") @Named("N")
                    @Nullable Integer workers,
            @Option(longName = "max-rate", description = "read at most so many rows a second, cutting ranges aside; else as fast as it goes") @Named("ROWS")
                    @Nullable Integer maxRate,
            @Option(longName = "snapshot-each-step", description = "read each step under a snapshot of its own, so that none is held for long; else one for all")
                    Boolean snapshotEachStep,
            @Option(longName = "run-id", description = "the run's id; else one is made") @Named("ID") @Nullable String runId) {
        if (workers != null && (workers < 1 || workers > MOST_WORKERS)) {
            throw Usage.of(
                    "apply", "value-invalid", "--workers is " + workers + ", and it is from 1 to " + MOST_WORKERS + ".");
        }
        MaxRate.require("apply", maxRate);
        RunId id = runId == null ? null : new RunId(runId);
        try (PlanWork work = PlanWork.movingRows(invocation, sandboxes);
                RunProgress progress = new RunProgress(invocation)) {
            Plan loaded = work.folder(plan).load().plan();
            Consent.askIfPossible(
                    invocation, "Apply plan " + plan + ", " + loaded.source() + " → " + loaded.target() + "?");
            Runs runs = MaxRate.of(work.runs(progress), maxRate);
            if (snapshotEachStep) {
                runs.withSnapshotEachStep();
            }
            invocation.whenInterrupted(progress.pausing(runs));
            return RunDocument.of(runs.apply(plan, workers, id));
        }
    }
}
