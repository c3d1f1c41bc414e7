package dev.wharf.shell.command;

import dev.wharf.approval.PlanReadiness;
import dev.wharf.check.PlanChecker;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFolder;
import dev.wharf.run.RunEvent;
import dev.wharf.run.Runs;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.shell.line.Invocation;
import dev.wharf.workspace.Workspace;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a command that works on plans or runs needs of the engine, opened for it and closed behind it. Nothing is connected
 * and no container started before it is asked something.
 */
final class PlanWork implements AutoCloseable {

    private final Workspace workspace;
    private final Sandbox sandbox;
    private final CheckProgress progress;
    private final Map<String, Database> open = new LinkedHashMap<>();

    PlanWork(Invocation invocation, Sandboxes sandboxes) {
        this(invocation, sandboxes.open(invocation.workspace()));
    }

    private PlanWork(Invocation invocation, Sandbox sandbox) {
        this.workspace = invocation.workspace();
        this.sandbox = sandbox;
        this.progress = new CheckProgress(invocation);
    }

    /** For a command that moves rows, and that {@link Invocation#whenInterrupted} asks to pause. */
    static PlanWork movingRows(Invocation invocation, Sandboxes sandboxes) {
        return new PlanWork(invocation, sandboxes.openForRun(invocation.workspace()));
    }

    Workspace workspace() {
        return workspace;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    PlanChecker checker() {
        return new PlanChecker(workspace, sandbox, progress);
    }

    PlanFolder folder(String plan) {
        return PlanFolder.existing(workspace.plans(), plan);
    }

    /** The workspace's connection of that name; closed with this. */
    Database database(String name) {
        return open.computeIfAbsent(name, n -> Databases.open(workspace.connection(n)));
    }

    Database source(Plan plan) {
        return database(plan.source());
    }

    Database target(Plan plan) {
        return database(plan.target());
    }

    /** Their checks say nothing: the first thing that is heard of a run is its id. */
    Runs runs(RunEvent.Listener listener) {
        return runs(new PlanChecker(workspace, sandbox), listener);
    }

    /** Their checks say where they are. */
    Runs rehearsals(RunEvent.Listener listener) {
        return runs(checker(), listener);
    }

    private Runs runs(PlanChecker checker, RunEvent.Listener listener) {
        return new Runs(workspace, sandbox, new PlanReadiness(workspace, checker, Clock.systemUTC()), listener);
    }

    @Override
    public void close() {
        progress.close();
        RuntimeException first = null;
        for (Database database : open.values()) {
            try {
                database.close();
            } catch (RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        sandbox.close();
        if (first != null) {
            throw first;
        }
    }
}
