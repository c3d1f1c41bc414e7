package dev.wharf.shell.command;

import dev.wharf.check.CheckReport;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.preview.Previewer;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.PreviewDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import dev.wharf.shell.line.Usage;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** {@code preview}. */
public final class PreviewCommand {

    private static final int MOST_ROWS = 1000;

    private final Sandboxes sandboxes;

    public PreviewCommand(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Command(
            name = "preview",
            group = Groups.PLAN,
            description = "run the real class over the first rows and show what would change; writes nothing",
            help =
                    """
                    + would be inserted, ~ updated, = is the same already, ! would not be moved.
                    References to earlier steps are resolved as if those had run.
                    """)
    @Example({"preview technician-roles", "preview brackets --rows 3"})
    public Document preview(
            Invocation invocation,
            @Argument(index = 0, description = "the plan") @Named("PLAN") String plan,
            @Option(longName = "rows", description = "source rows of each step", defaultValue = "10") @Named("N")
                    Integer rows) {
        if (rows < 1 || rows > MOST_ROWS) {
            throw Usage.of("preview", "value-invalid", "--rows is " + rows + ", and it is from 1 to " + MOST_ROWS + ".");
        }
        try (PlanWork work = new PlanWork(invocation, sandboxes)) {
            LoadedPlan loaded = work.folder(plan).load();
            CheckReport report =
                    work.checker().check(loaded, work.source(loaded.plan()), work.target(loaded.plan()));
            return PreviewDocument.of(
                    new Previewer(work.sandbox(), work.workspace().sandbox())
                            .preview(report.orThrow(), work.source(loaded.plan()), work.target(loaded.plan()), rows),
                    report.warnings(),
                    loaded.plan().source());
        }
    }
}
