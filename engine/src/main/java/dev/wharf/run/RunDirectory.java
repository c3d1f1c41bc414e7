package dev.wharf.run;

import dev.wharf.audit.AuditSchema;
import dev.wharf.audit.BatchStore;
import dev.wharf.audit.ControlStore;
import dev.wharf.audit.Counts;
import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStatus;
import dev.wharf.audit.RunStore;
import dev.wharf.audit.Sql;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.RunLease;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.Nearest;
import dev.wharf.failure.WharfException;
import dev.wharf.workspace.Workspace;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Finds runs in the targets of a workspace's connections. A connection that does not answer is passed over and said. */
public final class RunDirectory {

    private final Workspace workspace;
    private final RunEvent.Listener listener;
    private final Function<ConnectionSpec, Database> databases;

    public RunDirectory(Workspace workspace, RunEvent.Listener listener) {
        this(workspace, listener, Databases::open);
    }

    RunDirectory(Workspace workspace, RunEvent.Listener listener, Function<ConnectionSpec, Database> databases) {
        this.workspace = workspace;
        this.listener = listener;
        this.databases = databases;
    }

    /**
     * A run and where it stands.
     *
     * @param connection whose database holds it
     * @param shown its status, interrupted where it is running and its holder is dead
     * @param filled references that its closing passes filled
     * @param moving whether a step of it is recorded as moving rows
     */
    public record Entry(
            String connection, RunStore.Run run, RunStatus shown, Counts counts, long filled, boolean moving) {}

    /** All runs of the workspace, the latest first. */
    public List<Entry> all() {
        List<WharfException> unreachable = new ArrayList<>();
        List<Entry> all = all(unreachable);
        if (all.isEmpty() && !unreachable.isEmpty() && unreachable.size() == workspace.connections().size()) {
            throw unreachable.getFirst();
        }
        return all;
    }

    private List<Entry> all(List<WharfException> unreachable) {
        Map<String, Entry> found = new LinkedHashMap<>();
        for (String connection : workspace.connections().keySet()) {
            for (Entry entry : in(connection, unreachable)) {
                found.putIfAbsent(entry.run().id().value(), entry);
            }
        }
        return found.values().stream()
                .sorted(Comparator.comparing((Entry e) -> e.run().startedAt()).reversed())
                .toList();
    }

    /**
     * @throws WharfException of kind USAGE with code {@code unknown-run}; of kind ENVIRONMENT where a connection did not
     *     answer, which may well be the one that holds it
     */
    public Entry find(RunId id) {
        List<WharfException> unreachable = new ArrayList<>();
        List<Entry> all = all(unreachable);
        return all.stream().filter(e -> e.run().id().equals(id)).findFirst().orElseThrow(() -> {
            if (!unreachable.isEmpty()) {
                WharfException first = unreachable.getFirst();
                return new WharfException(
                        Kind.ENVIRONMENT,
                        first.code(),
                        "Run " + id + " is not found, and a connection that may hold it does not answer: " + first.text(),
                        first.next(),
                        first);
            }
            List<String> ids = all.stream().map(e -> e.run().id().value()).toList();
            return new WharfException(
                    Kind.USAGE,
                    "unknown-run",
                    "No target of this workspace knows a run " + id + "." + Nearest.question(id.value(), ids),
                    ids.isEmpty() ? "`wharf apply PLAN` makes one." : "`wharf status` lists them.");
        });
    }

    private List<Entry> in(String connection, List<WharfException> unreachable) {
        try {
            return CommandFailures.said("Connection " + connection, () -> in(connection));
        } catch (WharfException e) {
            if (e.kind() != Kind.ENVIRONMENT && e.kind() != Kind.USAGE) {
                throw e;
            }
            if (e.kind() == Kind.ENVIRONMENT) {
                unreachable.add(e);
            }
            listener.on(new RunEvent.Notice("Connection " + connection + " is passed over: " + e.text()));
            return List.of();
        }
    }

    private List<Entry> in(String connection) {
        try (Database database = databases.apply(workspace.connection(connection))) {
            if (!mayHoldRuns(database)) {
                return List.of();
            }
            try (TargetSession session = database.openTarget()) {
                Sql sql = new Sql(session.connection(), database.dialect());
                if (!AuditSchema.present(sql)) {
                    return List.of();
                }
                List<Entry> entries = new ArrayList<>();
                for (RunStore.Run run : new RunStore(sql).all()) {
                    List<ControlStore.StepRow> steps = new ControlStore(sql).of(run.id());
                    entries.add(new Entry(
                            connection, run, shown(database, run), counts(steps), filled(sql, run), moving(steps)));
                }
                return entries;
            }
        }
    }

    /**
     * A file that no engine held yet is only read: SQLite would finish or undo a write that its own program left half done,
     * and a source is not ours to mend.
     */
    private static boolean mayHoldRuns(Database database) {
        if (RunLease.everTaken(database)) {
            return true;
        }
        try (SourceSnapshot snapshot = database.openSnapshot()) {
            return !snapshot.query("SELECT 1 FROM sqlite_schema WHERE name = 'migration_runs'", 1).isEmpty();
        }
    }

    private static RunStatus shown(Database database, RunStore.Run run) {
        return run.status() == RunStatus.RUNNING && !RunLease.held(database, run.plan())
                ? RunStatus.INTERRUPTED
                : run.status();
    }

    private static Counts counts(List<ControlStore.StepRow> steps) {
        return steps.stream().map(ControlStore.StepRow::counts).reduce(Counts.NONE, Counts::plus);
    }

    private static boolean moving(List<ControlStore.StepRow> steps) {
        return steps.stream().anyMatch(step -> step.status() == RunStatus.RUNNING && step.phase().equals("execution"));
    }

    private static long filled(Sql sql, RunStore.Run run) {
        return new BatchStore(sql).filled(run.id()).values().stream().mapToLong(Counts::written).sum();
    }
}
