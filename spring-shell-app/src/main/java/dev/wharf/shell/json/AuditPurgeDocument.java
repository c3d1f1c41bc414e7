package dev.wharf.shell.json;

import dev.wharf.audit.Purge;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Table;
import java.time.Instant;
import java.util.List;

/** The runs whose before-images were dropped: a rollback of them keeps the rows that they updated. */
public record AuditPurgeDocument(String connection, String before, long images, List<RunLine> runs) implements Document {

    /** @param images rows of the run that a rollback can give back no more */
    public record RunLine(String run, String plan, String status, String completedAt, long images) {}

    public static AuditPurgeDocument of(String connection, Instant before, List<Purge.Images> dropped) {
        return new AuditPurgeDocument(
                connection,
                before.toString(),
                dropped.stream().mapToLong(Purge.Images::images).sum(),
                dropped.stream()
                        .map(i -> new RunLine(i.run().value(), i.plan(), i.status().word(), i.completedAt(), i.images()))
                        .toList());
    }

    @Override
    public void print(Page page) {
        if (runs.isEmpty()) {
            page.line("No run that ended before that day has before-images.");
            return;
        }
        Table table = new Table("!run", "plan", "status", "completed", "#images dropped");
        runs.forEach(r ->
                table.row(r.run(), r.plan(), r.status(), Page.time(r.completedAt()), RunDocument.count(r.images())));
        page.table(table);
        page.line("A rollback of these runs removes what they inserted; the rows that they updated stay, and are named.");
    }
}
