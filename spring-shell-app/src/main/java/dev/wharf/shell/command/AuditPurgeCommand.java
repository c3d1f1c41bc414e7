package dev.wharf.shell.command;

import dev.wharf.audit.AuditSchema;
import dev.wharf.audit.Purge;
import dev.wharf.audit.Sql;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.TargetSession;
import dev.wharf.shell.json.AuditPurgeDocument;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import dev.wharf.shell.line.Usage;
import dev.wharf.workspace.Workspace;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** {@code audit purge}. */
public final class AuditPurgeCommand {

    @Command(
            name = "audit purge",
            group = Groups.EVIDENCE,
            description = "drop what rows were before runs that ended long ago updated them",
            help =
                    """
                    A rollback of such a run still removes what it inserted; the rows that it updated stay as they are, and are named.
                    The purge is recorded. Asks at a terminal; elsewhere it needs --yes.
                    """)
    @Example("audit purge --before 2026-01-01 --yes")
    public Document purge(
            Invocation invocation,
            @Argument(index = 0, description = "the connection of the target; else the last of wharf.yaml")
                    @Named("CONNECTION")
                    @Nullable String connection,
            @Option(longName = "before", description = "of runs that ended before this day (UTC), as 2026-01-31", required = true)
                    @Named("DATE")
                    String date) {
        Workspace workspace = invocation.workspace();
        String name = Connections.last(workspace, connection);
        Instant before = day(date);
        try (Database target = Databases.open(workspace.connection(name));
                TargetSession session = target.openTarget()) {
            Sql sql = new Sql(session.connection(), target.dialect());
            if (!AuditSchema.present(sql)) {
                return AuditPurgeDocument.of(name, before, List.of());
            }
            AuditSchema.ensure(target);
            Purge purge = new Purge(sql);
            List<Purge.Images> found = purge.before(before);
            long images = found.stream().mapToLong(Purge.Images::images).sum();
            Consent.require(
                    invocation,
                    "audit purge",
                    "Drop what " + images + " rows were before " + found.size() + " runs updated them?");
            session.begin();
            try {
                List<Purge.Images> dropped = purge.run(before, System.getProperty("user.name"));
                session.commit();
                return AuditPurgeDocument.of(name, before, dropped);
            } catch (RuntimeException e) {
                session.rollback();
                throw e;
            }
        }
    }

    private static Instant day(String date) {
        try {
            return LocalDate.parse(date).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException e) {
            throw Usage.of("audit purge", "value-invalid", "--before is " + date + ", and it is a day such as 2026-01-31.");
        }
    }
}
