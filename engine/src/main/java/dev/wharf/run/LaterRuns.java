package dev.wharf.run;

import dev.wharf.audit.ReversalStore;
import dev.wharf.audit.ReversalStore.LaterRun;
import dev.wharf.audit.RunId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names the runs that began after the one that is taken back and for whose sake rows of it stay: they wrote the row again, or
 * wrote into the table whose rows refer to it.
 */
final class LaterRuns {

    /** So many runs at most are asked whether they wrote rows again, the latest first, */
    private static final int RUNS_ASKED = 20;
    /** and for so many rows at once. */
    private static final int KEYS_AT_ONCE = 2_000;

    private final ReversalStore reversals;
    private final List<LaterRun> latestFirst;
    private final Set<RunId> named = new HashSet<>();

    private LaterRuns(ReversalStore reversals, RunId run) {
        this.reversals = reversals;
        this.latestFirst = reversals.laterRuns(run);
    }

    /**
     * The same outcome, with the runs in the reasons of its conflicts. They are words for a person: where they cannot be found,
     * that is told and the outcome is given as it is.
     */
    static RollbackOutcome named(RollbackOutcome outcome, ReversalStore reversals, RunEvent.Listener listener) {
        try {
            LaterRuns later = new LaterRuns(reversals, outcome.run());
            List<RollbackOutcome.Conflict> conflicts = later.name(outcome.conflicts());
            return new RollbackOutcome(
                    outcome.run(),
                    outcome.status(),
                    outcome.removed(),
                    outcome.restored(),
                    outcome.missing(),
                    conflicts,
                    later.named());
        } catch (RuntimeException e) {
            listener.on(new RunEvent.Notice(
                    "Which later runs keep rows of run " + outcome.run() + " cannot be told: " + e.getMessage()));
            return outcome;
        }
    }

    /** The same conflicts, with the runs in their reasons. */
    private List<RollbackOutcome.Conflict> name(List<RollbackOutcome.Conflict> conflicts) {
        if (latestFirst.isEmpty()) {
            return conflicts;
        }
        Map<String, Map<String, RunId>> rewriters = rewriters(conflicts);
        return conflicts.stream()
                .map(conflict -> conflict.holder() == null
                        ? naming(
                                conflict,
                                rewriters.getOrDefault(conflict.table(), Map.of()).get(conflict.key()),
                                "wrote it again")
                        : naming(conflict, writerOf(conflict.holder()), "wrote rows of " + conflict.holder() + " later"))
                .toList();
    }

    /** The runs that were named, in the order in which they can be taken back. */
    private List<RunId> named() {
        return latestFirst.stream().map(LaterRun::run).filter(named::contains).toList();
    }

    private RollbackOutcome.Conflict naming(RollbackOutcome.Conflict conflict, @Nullable RunId run, String what) {
        if (run == null) {
            return conflict;
        }
        named.add(run);
        return new RollbackOutcome.Conflict(
                conflict.table(), conflict.key(), conflict.reason() + "; run " + run + " " + what, conflict.holder());
    }

    private @Nullable RunId writerOf(String table) {
        return latestFirst.stream()
                .filter(later -> later.tables().contains(table))
                .map(LaterRun::run)
                .findFirst()
                .orElse(null);
    }

    /** By table and key, the latest run that wrote a row again to which nothing refers. */
    private Map<String, Map<String, RunId>> rewriters(List<RollbackOutcome.Conflict> conflicts) {
        Map<String, Set<String>> open = new LinkedHashMap<>();
        conflicts.stream()
                .filter(conflict -> conflict.holder() == null)
                .forEach(c -> open.computeIfAbsent(c.table(), t -> new LinkedHashSet<>()).add(c.key()));
        Map<String, Map<String, RunId>> found = new HashMap<>();
        open.forEach((table, keys) -> found.put(table, rewriters(table, keys)));
        return found;
    }

    private Map<String, RunId> rewriters(String table, Set<String> keys) {
        Map<String, RunId> found = new HashMap<>();
        latestFirst.stream().filter(later -> later.tables().contains(table)).limit(RUNS_ASKED).forEach(later -> {
            for (Collection<String> some : parts(keys)) {
                reversals.updated(later.run(), table, some).forEach(key -> {
                    found.put(key, later.run());
                    keys.remove(key);
                });
            }
        });
        return found;
    }

    private static List<List<String>> parts(Collection<String> keys) {
        List<String> all = List.copyOf(keys);
        List<List<String>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += KEYS_AT_ONCE) {
            parts.add(all.subList(from, Math.min(all.size(), from + KEYS_AT_ONCE)));
        }
        return parts;
    }
}
