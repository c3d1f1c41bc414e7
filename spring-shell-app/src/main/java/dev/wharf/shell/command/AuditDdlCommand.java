package dev.wharf.shell.command;

import dev.wharf.audit.AuditGrants;
import dev.wharf.audit.AuditSchema;
import dev.wharf.catalog.Dialect;
import dev.wharf.shell.json.DdlDocument;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import dev.wharf.shell.line.Usage;
import dev.wharf.workspace.Workspace;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** {@code audit ddl}. */
public final class AuditDdlCommand {

    @Command(
            name = "audit ddl",
            group = Groups.EVIDENCE,
            description = "print the SQL of the audit tables and the smallest grants",
            help =
                    """
                    It connects to nothing. Where the audit tables are there already, Wharf needs no right to create anything.
                    """)
    @Example({"audit ddl target", "audit ddl app --from 4", "audit ddl app --format json"})
    public Document ddl(
            Invocation invocation,
            @Argument(index = 0, description = "the connection of the target; else the last of wharf.yaml")
                    @Named("CONNECTION")
                    @Nullable String connection,
            @Option(longName = "from", description = "of tables that are older, only what came with this version and later ones")
                    @Named("VERSION")
                    @Nullable Integer from) {
        if (from != null && (from < 1 || from > AuditSchema.VERSION)) {
            throw Usage.of(
                    "audit ddl", "value-invalid", "--from is " + from + ", and it is from 1 to " + AuditSchema.VERSION + ".");
        }
        Workspace workspace = invocation.workspace();
        String name = Connections.last(workspace, connection);
        Dialect dialect = Connections.dialect(workspace, name);
        return new DdlDocument(
                name,
                dialect.name().toLowerCase(Locale.ROOT),
                whole(dialect, AuditSchema.ddl(dialect, from == null ? 1 : from)) + "\n" + AuditGrants.sql(dialect));
    }

    /** psql goes on after an error: in a transaction, what follows a refused statement is refused too. */
    private static String whole(Dialect dialect, String sql) {
        return dialect == Dialect.POSTGRESQL ? "BEGIN;\n" + sql + "COMMIT;\n" : sql;
    }
}
