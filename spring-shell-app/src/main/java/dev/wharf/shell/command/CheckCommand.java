package dev.wharf.shell.command;

import dev.wharf.check.CheckReport;
import dev.wharf.shell.json.CheckDocument;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;

/** {@code check}. */
public final class CheckCommand {

    private final Sandboxes sandboxes;

    public CheckCommand(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
    }

    @Command(
            name = "check",
            group = Groups.PLAN,
            description = "pass a plan through every gate; the target is read, not written",
            help =
                    """
                    Text rules, SQL guard, Java policy, schema, keys, compilation, bytecode policy, trial: the cheapest first.
                    The trial runs each class over made-up rows and the first of the source, twice, in fresh containers of other locale,
                    zone and order of rows, and compares what they make.
                    Each finding names its place, the rule and what to write instead. Findings exit with 3.
                    """)
    @Example({"check technician-roles", "check technician-roles --format json"})
    public Document check(
            Invocation invocation, @Argument(index = 0, description = "the plan") @Named("PLAN") String plan) {
        try (PlanWork work = new PlanWork(invocation, sandboxes)) {
            CheckReport report = work.checker().check(work.folder(plan), work::database);
            return CheckDocument.of(
                    report.plan(),
                    report.hash() == null ? null : report.hash().value(),
                    report.findings(),
                    report.warnings());
        }
    }
}
