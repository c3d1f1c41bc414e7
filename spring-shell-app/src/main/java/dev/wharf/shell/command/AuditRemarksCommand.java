package dev.wharf.shell.command;

import dev.wharf.audit.RemarkStore;
import dev.wharf.shell.json.AuditRemarksDocument;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Globals;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import dev.wharf.shell.line.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** {@code audit remarks}. */
public final class AuditRemarksCommand {

    private static final int LIMIT_AS_TEXT = 100;

    @Command(
            name = "audit remarks",
            group = Groups.EVIDENCE,
            description = "show rows that were skipped, kept an empty reference or vanished, and why",
            help =
                    """
                    Of skipped rows the first 10,000 of each step are kept by their keys; how many there were is in the step's counts.
                    """)
    @Example("audit remarks 20261121-101500-k3x9-brackets")
    public Document remarks(
            Invocation invocation,
            @Argument(index = 0, description = "the run") @Named("RUN") String run,
            @Option(longName = "limit", description = "at most so many; else 100 as text, and all as JSON")
                    @Named("N")
                    @Nullable Integer limit) {
        if (limit != null && limit < 1) {
            throw Usage.of("audit remarks", "value-invalid", "--limit is " + limit + ", and it is 1 or more.");
        }
        boolean json = invocation.globals().format() == Globals.Format.JSON;
        int most = limit != null ? limit : json ? Integer.MAX_VALUE - 1 : LIMIT_AS_TEXT;
        RecordedRun recorded = new RecordedRun(invocation, run);
        List<RemarkStore.Remark> found = recorded.read(sql -> new RemarkStore(sql).of(recorded.id(), null, most + 1));
        return new AuditRemarksDocument(
                recorded.id().value(),
                found.size() <= most,
                found.stream().limit(most).map(AuditRemarksDocument.RemarkRow::of).toList());
    }
}
