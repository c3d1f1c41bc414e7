package dev.wharf.check;

import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.gate.Finding;
import dev.wharf.gate.SqlAllowed;
import dev.wharf.gate.SqlGuard;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The guard of what is sent to the source, by one who can look its columns up: what a text compares with may be a date to
 * one who does not know them.
 */
public final class ExtractGuard {

    private ExtractGuard() {}

    /**
     * What the guard says against an extract.
     *
     * @param sql without a semicolon at its end
     * @param functions further functions that its plan allows
     * @param source asked for where columns matter, and not else
     */
    public static List<Finding> check(
            Dialect dialect, @Nullable String step, @Nullable String file, String sql, Set<String> functions, Supplier<Schema> source) {
        return knowing(allowed -> SqlGuard.check(dialect, step, file, sql, allowed), functions, source);
    }

    /** As {@link #check}, for a condition on one table. */
    public static List<Finding> checkCondition(Dialect dialect, String condition, Supplier<Schema> source) {
        return knowing(allowed -> SqlGuard.checkCondition(dialect, null, null, condition, allowed), Set.of(), source);
    }

    private static List<Finding> knowing(Function<SqlAllowed, List<Finding>> guard, Set<String> functions, Supplier<Schema> source) {
        List<Finding> found = guard.apply(SqlAllowed.functions(functions));
        boolean clocks = !found.isEmpty() && found.stream().allMatch(finding -> finding.rule().equals("clock"));
        return clocks ? guard.apply(new SqlAllowed(functions, TextColumns.of(source.get()))) : found;
    }
}
