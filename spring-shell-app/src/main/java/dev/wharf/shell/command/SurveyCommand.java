package dev.wharf.shell.command;

import dev.wharf.catalog.DependencyOrder;
import dev.wharf.catalog.Fingerprint;
import dev.wharf.catalog.Schema;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.SourceRole;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.json.SurveyDocument;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import dev.wharf.workspace.Workspace;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;

/** {@code survey}. */
public final class SurveyCommand {

    @Command(
            name = "survey",
            group = Groups.WORKSPACE,
            description = "read a schema: tables, keys, kinds, order of dependency, cycles, row counts",
            help =
                    """
                    The database is read and nothing is kept. Rows are counted where that is quick, else estimated.
                    """)
    @Example({"survey", "survey legacy --format json"})
    public Document survey(
            Invocation invocation,
            @Argument(index = 0, description = "the connection; else the first of wharf.yaml") @Named("CONNECTION")
                    @Nullable String connection) {
        Workspace workspace = invocation.workspace();
        String name = Connections.first(workspace, connection);
        ConnectionSpec spec = workspace.connection(name);
        try (Database database = Databases.open(spec)) {
            SourceRole.surveyWarning(database.role(), spec).ifPresent(invocation::say);
            Schema schema = database.survey();
            DependencyOrder order = DependencyOrder.of(schema.tables());
            return SurveyDocument.of(name, schema, Fingerprint.of(schema).hash(), order.order(), order.cycles());
        }
    }
}
