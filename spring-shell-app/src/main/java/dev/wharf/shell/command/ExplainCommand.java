package dev.wharf.shell.command;

import dev.wharf.explain.Explanation;
import dev.wharf.plan.PlanFolder;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.ExplainDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;

/** {@code explain}. */
public final class ExplainCommand {

    @Command(
            name = "explain",
            group = Groups.PLAN,
            description = "say in plain words what a plan does, what could go wrong and what was decided",
            help =
                    """
                    It is told from the plan's own files: no database is asked and no model, so it says what every row goes
                    through, and not how many there are. `preview` and `check` look at the data.
                    """)
    @Example({"explain technician-roles", "explain technician-roles --format json"})
    public Document explain(
            Invocation invocation, @Argument(index = 0, description = "the plan") @Named("PLAN") String plan) {
        return ExplainDocument.of(Explanation.of(PlanFolder.existing(invocation.workspace().plans(), plan).loadToAnswer()));
    }
}
