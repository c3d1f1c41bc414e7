package dev.wharf.author;

import dev.wharf.check.QuotedNameCheck;
import dev.wharf.check.ReachCheck;
import dev.wharf.check.TextColumns;
import dev.wharf.database.Database;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import dev.wharf.gate.SqlAllowed;
import dev.wharf.gate.SqlGuard;
import java.util.List;
import java.util.Set;

/** Conditions that a person gives with a request. */
public final class Conditions {

    private Conditions() {}

    /**
     * Conditions are sent to the source before a plan's gates see them, so they pass the guard here.
     *
     * @throws WharfException of kind USAGE with code {@code condition-refused}
     */
    public static void guard(Database source, String table, String condition) {
        List<Finding> findings = findings(source, table, condition);
        if (!findings.isEmpty()) {
            Finding first = findings.getFirst();
            throw new WharfException(Kind.USAGE, "condition-refused",
                    "The condition on " + table + " is refused"
                            + (first.line() == null ? "" : " (line " + first.line() + ", column " + first.column() + ")")
                            + ": " + first.message(),
                    first.next());
        }
    }

    /** What the guards say against a condition; empty where it may be sent to the source. */
    public static List<Finding> findings(Database source, String table, String condition) {
        List<Finding> findings = SqlGuard.checkCondition(source.dialect(), null, null, condition, Set.of());
        if (!findings.isEmpty() && findings.stream().allMatch(finding -> finding.rule().equals("clock"))) {
            SqlAllowed allowed = new SqlAllowed(Set.of(), TextColumns.of(source.survey()));
            findings = SqlGuard.checkCondition(source.dialect(), null, null, condition, allowed);
        }
        if (findings.isEmpty()) {
            findings = ReachCheck.of(source, List.of()).check(null, null, condition);
        }
        if (findings.isEmpty()) {
            String from = "SELECT 1 AS one FROM \"" + table.replace("\"", "\"\"") + "\" WHERE ";
            findings = QuotedNameCheck.check(source, null, null, condition, text -> from + text);
        }
        return findings;
    }
}
