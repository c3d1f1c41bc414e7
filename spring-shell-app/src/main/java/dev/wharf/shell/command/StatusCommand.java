package dev.wharf.shell.command;

import dev.wharf.audit.ControlStore;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.StatusDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;

/** {@code status}. */
public final class StatusCommand {

    @Command(
            name = "status",
            group = Groups.RUN,
            description = "show runs and where they stand, the latest first",
            help =
                    """
                    Runs are looked up in the databases of all connections. interrupted is a run whose engine is dead: resume goes on.
                    """)
    @Example({"status", "status 20261121-101500-k3x9-brackets --format json"})
    public Document status(
            Invocation invocation,
            @Argument(index = 0, description = "one run; else all") @Named("RUN") @Nullable String run) {
        if (run == null) {
            return StatusDocument.of(RecordedRun.directory(invocation).all());
        }
        RecordedRun recorded = new RecordedRun(invocation, run);
        List<ControlStore.StepRow> steps = recorded.read(sql -> new ControlStore(sql).of(recorded.id()));
        return StatusDocument.of(recorded.entry(), steps);
    }
}
