package dev.wharf.run;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.workspace.Workspace;
import java.util.function.Function;

/** Runs over databases that a test hands in. */
public final class RunsOver {

    private RunsOver() {}

    public static Runs databases(
            Workspace workspace,
            Sandbox sandbox,
            Readiness readiness,
            RunEvent.Listener listener,
            Function<ConnectionSpec, Database> databases) {
        return new Runs(workspace, sandbox, readiness, listener, databases);
    }
}
