package dev.wharf.check;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.Database;
import dev.wharf.database.OwnRoutine;
import dev.wharf.database.OwnRoutine.Use;
import dev.wharf.gate.Finding;
import dev.wharf.gate.SqlGuard;
import dev.wharf.plan.PlanFile;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the guard cannot see in a text alone: whether the names, operators and casts of an extract reach functions that users
 * of the source made. The guard's lists are about the product's own functions.
 */
public final class ReachCheck {

    private final Dialect dialect;
    private final List<OwnRoutine> routines;
    private final Set<String> allowed = new HashSet<>();

    private ReachCheck(Dialect dialect, List<OwnRoutine> routines, List<String> sqlFunctions) {
        this.dialect = dialect;
        this.routines = routines;
        sqlFunctions.forEach(name -> allowed.add(name.toLowerCase(Locale.ROOT)));
    }

    /** @param sqlFunctions what the plan allows beyond the guard's lists */
    public static ReachCheck of(Database source, List<String> sqlFunctions) {
        return new ReachCheck(source.dialect(), source.ownRoutines(sqlFunctions), sqlFunctions);
    }

    /** Of one text that the guard passed. */
    public List<Finding> check(@Nullable String step, @Nullable String file, String sql) {
        return SqlGuard.checkReach(dialect, step, file, sql, of(Use.CALL), of(Use.ATTRIBUTE), of(Use.OPERATOR));
    }

    private Map<String, String> of(Use use) {
        Map<String, String> signatures = new HashMap<>();
        for (OwnRoutine routine : routines) {
            if (routine.use() == use && !allows(routine)) {
                signatures.putIfAbsent(routine.written().toLowerCase(Locale.ROOT), routine.signature());
            }
        }
        return signatures;
    }

    private boolean allows(OwnRoutine routine) {
        return allowed.contains(routine.function().toLowerCase(Locale.ROOT));
    }

    /** What the plan's own list of functions and the source's casts mean for every step. */
    void note(Notes notes) {
        if (!allowed.isEmpty()) {
            notes.warn("sql", null, PlanFile.NAME, "further-functions",
                    "sqlFunctions lets the extracts call " + String.join(", ", new TreeSet<>(allowed))
                            + ", which the guard's own list does not have.",
                    "Approve it only if each of them just reads its arguments.");
        }
        for (OwnRoutine routine : routines) {
            if (routine.use() == Use.NAMED) {
                named(notes, routine);
            } else if (routine.use() == Use.CAST && !allows(routine)) {
                notes.warn("sql", null, PlanFile.NAME, "own-cast",
                        "The source has a cast of its own, " + routine.written() + ", by " + routine.signature()
                                + ": an extract may call it without naming it.",
                        "Look at the function, then add its name to sqlFunctions, which says that it was looked at.");
            }
        }
    }

    private static void named(Notes notes, OwnRoutine routine) {
        if (routine.changing() && routine.builtIn()) {
            notes.refuse("sql", null, PlanFile.NAME, "volatile-function",
                    "sqlFunctions names " + routine.written() + ", and " + routine.signature()
                            + " gives another result at every call or does more than read.",
                    "Leave it out: an extract gives the same rows whenever it is read.");
        } else if (routine.changing()) {
            notes.warn("sql", null, PlanFile.NAME, "volatile-function",
                    "sqlFunctions names " + routine.written() + ", and " + routine.signature()
                            + " is declared VOLATILE: it may give other results at every read.",
                    "If it only reads its arguments, let its owner declare it IMMUTABLE.");
        }
        if (routine.definer()) {
            notes.warn("sql", null, PlanFile.NAME, "definer-function",
                    "sqlFunctions names " + routine.written() + ", and " + routine.signature()
                            + " runs with the rights of its owner, which may be more than the source's role has.",
                    "Allow it only if you know what it does.");
        }
    }
}
