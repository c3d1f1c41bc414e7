package dev.wharf.run;

import dev.wharf.audit.ArtifactStore;
import dev.wharf.audit.AuditSchema;
import dev.wharf.audit.ControlStore;
import dev.wharf.audit.EventStore;
import dev.wharf.audit.RunId;
import dev.wharf.audit.RunStore;
import dev.wharf.audit.Sql;
import dev.wharf.database.Database;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What must hold before a command may begin or go on, and how it takes a run over. */
final class RunGuards {

    static final String ROLLBACK = "rollback";

    private RunGuards() {}

    /** Names the files of the plan that are not those that the run began with, as far as both were approved. */
    static WharfException planChanged(RunStore.Run run, String hash, Database target) {
        List<String> differing = inTransaction(target, sql -> {
            ArtifactStore artifacts = new ArtifactStore(sql);
            Map<String, String> now = new TreeMap<>();
            artifacts.of(run.plan(), hash).forEach(file -> now.put(file.name(), file.sha256()));
            Set<String> names = new TreeSet<>(now.keySet());
            for (ArtifactStore.Artifact file : artifacts.of(run.plan(), run.planHash())) {
                if (file.sha256().equals(now.get(file.name()))) {
                    names.remove(file.name());
                } else {
                    names.add(file.name());
                }
            }
            return List.copyOf(names);
        });
        return new WharfException(
                Kind.REFUSED,
                "plan-changed",
                "Plan " + run.plan() + " is not the one that run " + run.id() + " began with"
                        + (differing.isEmpty() ? "" : "; changed: " + String.join(", ", differing)) + ".",
                "Undo the change, or `wharf close " + run.id() + "` and apply the new plan.");
    }

    /** A transaction's number means something in the database alone that gave it; a copy has the rows, but other numbers. */
    static void requireSameDatabase(RunStore.Run run, Database target) {
        for (String part : List.of("systemIdentifier", "databaseOid")) {
            String now = target.identity().parts().get(part);
            if (now != null && !(" " + run.targetIdentity() + " ").contains(" " + part + "=" + now + " ")) {
                throw new WharfException(
                        Kind.REFUSED,
                        "other-database",
                        "Run " + run.id() + " wrote into another database (" + run.targetIdentity() + "); this one is "
                                + target.identity().text() + ".",
                        "Roll it back where it wrote. In a restored copy nothing tells which rows were edited since.");
            }
        }
    }

    /**
     * The run as it stands now that nobody else can move it.
     *
     * @param condition throws where the run does not stand as it must
     */
    static RunStore.Run underLease(Database target, RunId id, Consumer<RunStore.Run> condition, String what) {
        return inTransaction(target, sql -> {
            RunStore.Run run = new RunStore(sql).find(id).orElseThrow();
            condition.accept(run);
            if (new ControlStore(sql).of(id).stream().anyMatch(step -> step.phase().equals(ROLLBACK))) {
                throw new WharfException(
                        Kind.REFUSED,
                        "rollback-unfinished",
                        "The rollback of run " + id + " did not come to its end; it cannot be " + what + ".",
                        "`wharf rollback " + id + "` goes on where it stopped.");
            }
            return run;
        });
    }

    static void refuseUnfinished(String plan, Database target) {
        inTransaction(target, sql -> {
            new RunStore(sql).unfinished(plan).ifPresent(run -> {
                throw new WharfException(
                        Kind.REFUSED,
                        "unfinished-run",
                        "Run " + run.id() + " of plan " + plan + " is unfinished (" + run.status().word() + ").",
                        new ControlStore(sql).of(run.id()).stream().anyMatch(step -> step.phase().equals(ROLLBACK))
                                ? "`wharf rollback " + run.id() + "` goes on where its rollback stopped."
                                : "`wharf resume " + run.id() + "`, or `wharf close` or `wharf rollback` it, before a new apply.");
            });
            return null;
        });
    }

    /** @param id that somebody chose for a new run; null where one is made */
    static void refuseTaken(@Nullable RunId id, Database target) {
        if (id != null) {
            inTransaction(target, sql -> {
                if (AuditSchema.present(sql) && new RunStore(sql).find(id).isPresent()) {
                    throw taken(id);
                }
                return null;
            });
        }
    }

    static WharfException taken(RunId id) {
        return new WharfException(
                Kind.USAGE, "run-id", "There is a run " + id + " already.", "Give another --run-id, or `wharf resume " + id + "`.");
    }

    static long takeOver(Database target, RunId id, String event) {
        return inTransaction(target, sql -> takeOver(sql, id, event));
    }

    static long takeOver(Sql sql, RunId id, String event) {
        long epoch = new RunStore(sql).takeOver(id, Holder.name());
        new EventStore(sql).record(id, event, "by " + Holder.name() + " under epoch " + epoch);
        return epoch;
    }

    static void requireUnfinished(RunStore.Run run, String what) {
        if (!run.status().unfinished()) {
            throw new WharfException(
                    Kind.REFUSED,
                    "run-ended",
                    "Run " + run.id() + " is " + run.status().word() + "; it cannot be " + what + ".",
                    "`wharf apply " + run.plan() + "` starts a new run.");
        }
    }

    static <T> T inTransaction(Database target, Function<Sql, T> work) {
        try (TargetSession session = target.openTarget()) {
            return RunContext.transaction(
                    session, s -> work.apply(new Sql(session.connection(), target.dialect())));
        }
    }
}
