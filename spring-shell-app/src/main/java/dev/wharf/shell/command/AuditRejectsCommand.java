package dev.wharf.shell.command;

import dev.wharf.audit.RejectStore;
import dev.wharf.shell.json.AuditRejectsDocument;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;

/** {@code audit rejects}. */
public final class AuditRejectsCommand {

    @Command(name = "audit rejects", group = Groups.EVIDENCE, description = "show the rows that a run left behind, and why")
    @Example("audit rejects 20261121-101500-k3x9-brackets")
    public Document rejects(
            Invocation invocation,
            @Argument(index = 0, description = "the run") @Named("RUN") String run) {
        RecordedRun recorded = new RecordedRun(invocation, run);
        return new AuditRejectsDocument(
                recorded.id().value(),
                recorded.read(sql -> new RejectStore(sql)
                        .of(recorded.id()).stream().map(AuditRejectsDocument.RejectRow::of).toList()));
    }
}
