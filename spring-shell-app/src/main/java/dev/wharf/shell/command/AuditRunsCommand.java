package dev.wharf.shell.command;

import dev.wharf.run.RunDirectory;
import dev.wharf.shell.json.AuditRunsDocument;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import org.springframework.shell.core.command.annotation.Command;

/** {@code audit runs}. */
public final class AuditRunsCommand {

    @Command(name = "audit runs", group = Groups.EVIDENCE, description = "show what the audit tables say of every run")
    @Example({"audit runs", "audit runs --format json"})
    public Document runs(
            Invocation invocation) {
        return new AuditRunsDocument(RecordedRun.directory(invocation).all().stream()
                .map(RunDirectory.Entry::run)
                .map(AuditRunsDocument.RunRow::of)
                .toList());
    }
}
