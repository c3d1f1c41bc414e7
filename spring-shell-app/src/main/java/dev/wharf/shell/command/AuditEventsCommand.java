package dev.wharf.shell.command;

import dev.wharf.audit.EventStore;
import dev.wharf.shell.json.AuditEventsDocument;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;

/** {@code audit events}. */
public final class AuditEventsCommand {

    @Command(name = "audit events", group = Groups.EVIDENCE, description = "show what happened in a run, in order")
    @Example("audit events 20261121-101500-k3x9-brackets")
    public Document events(
            Invocation invocation,
            @Argument(index = 0, description = "the run") @Named("RUN") String run) {
        RecordedRun recorded = new RecordedRun(invocation, run);
        return new AuditEventsDocument(
                recorded.id().value(),
                recorded.read(sql -> new EventStore(sql)
                        .of(recorded.id()).stream().map(AuditEventsDocument.EventRow::of).toList()));
    }
}
