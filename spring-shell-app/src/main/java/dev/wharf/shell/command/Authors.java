package dev.wharf.shell.command;

import dev.wharf.author.Planning;
import dev.wharf.author.recall.PlanRecall;
import dev.wharf.author.template.TemplateAuthor;
import dev.wharf.shell.line.Usage;
import dev.wharf.workspace.Workspace;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** The authors that this program has. */
public final class Authors {

    /** @param named on the command line; null for what wharf.yaml says */
    Planning planning(Workspace workspace, @Nullable AuthorName named) {
        String name = named == null ? workspace.author() : named.name().toLowerCase(java.util.Locale.ROOT);
        if (!name.equals("template")) {
            throw Usage.error(
                    "author-unavailable",
                    "The author " + name + " is not built into this version; it has the template author alone.",
                    "Give --author template, or write the plan by hand.");
        }
        return new Planning(new TemplateAuthor(PlanRecall.of(workspace.plans(), false)), Clock.systemUTC());
    }
}
