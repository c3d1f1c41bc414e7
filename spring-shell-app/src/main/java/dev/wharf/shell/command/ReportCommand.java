package dev.wharf.shell.command;

import dev.wharf.audit.RunId;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.report.Reporter;
import dev.wharf.run.RunDirectory;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.ReportDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** {@code report}. */
public final class ReportCommand {

    @Command(
            name = "report",
            group = Groups.EVIDENCE,
            description = "write what a run did, for people: Markdown, or HTML by the file's ending",
            help =
                    """
                    It tells the last verification too; run `wharf verify` before it. The target alone is read.
                    """)
    @Example({"report 20261121-101500-k3x9-brackets", "report 20261121-101500-k3x9-brackets --output brackets.html"})
    public Document report(
            Invocation invocation,
            @Argument(index = 0, description = "the run") @Named("RUN") String run,
            @Option(longName = "output", description = "the file; else reports/RUN.md in the workspace") @Named("FILE")
                    @Nullable Path output) {
        RunId id = new RunId(run);
        Path file = output == null
                ? invocation.workspace().directory().resolve("reports").resolve(id.value() + ".md")
                : output;
        RunDirectory.Entry entry = RecordedRun.directory(invocation).find(id);
        try (Database target = Databases.open(invocation.workspace().connection(entry.connection()))) {
            return new ReportDocument(
                    id.value(), new Reporter(target).write(id, null, file).toString());
        }
    }
}
