package dev.wharf.shell.command;

import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.InitDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import dev.wharf.workspace.NewWorkspace;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** {@code init}. */
public final class InitCommand {

    @Command(
            name = "init",
            group = Groups.WORKSPACE,
            description = "make a workspace: a wharf.yaml with the connections source and target",
            help =
                    """
                    It is written to the current folder, or to the one that --workspace names.
                    A password is never written: where a URL holds one, a reference to an environment variable takes its place.
                    """)
    @Example({
        "init --source jdbc:sqlite:legacy.db --target jdbc:postgresql://localhost:5432/app?user=wharf",
        "init --workspace shop --source jdbc:sqlite:old.db --target jdbc:sqlite:new.db"
    })
    public Document init(
            Invocation invocation,
            @Option(longName = "source", description = "the JDBC URL that rows come from", required = true)
                    @Named("URL")
                    String source,
            @Option(longName = "target", description = "the JDBC URL that rows go to", required = true)
                    @Named("URL")
                    String target) {
        NewWorkspace made = NewWorkspace.write(invocation.directory(), source, target);
        return new InitDocument(
                made.directory().toString(),
                made.directory().resolve("wharf.yaml").toString(),
                made.variables(),
                made.passwordsLeftOut());
    }
}
