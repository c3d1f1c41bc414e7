package dev.wharf.shell.command;

import dev.wharf.audit.RunId;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.run.RunDirectory;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.VerifyDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import dev.wharf.verify.Verifier;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;

/** {@code verify}. */
public final class VerifyCommand {

    @Command(
            name = "verify",
            group = Groups.EVIDENCE,
            description = "hold the target and the source against what a run recorded",
            help =
                    """
                    It counts rows, compares checksums of copied columns, resolves every reference and compares distributions.
                    Of a run that is not finished, what it has committed is compared; the rest of the source is not.
                    """)
    @Example({"verify 20261121-101500-k3x9-brackets", "verify 20261121-101500-k3x9-brackets --format json"})
    public Document verify(
            Invocation invocation, @Argument(index = 0, description = "the run") @Named("RUN") String run) {
        RunId id = new RunId(run);
        RunDirectory.Entry entry = RecordedRun.directory(invocation).find(id);
        try (Database source =
                        Databases.open(invocation.workspace().connection(entry.run().source()));
                Database target = Databases.open(invocation.workspace().connection(entry.connection()))) {
            return VerifyDocument.of(new Verifier(source, target).verify(id), entry.shown());
        }
    }
}
