package dev.wharf.author;

import dev.wharf.check.ExtractGuard;
import dev.wharf.check.QuotedNameCheck;
import dev.wharf.check.ReachCheck;
import dev.wharf.database.Database;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import java.util.List;

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
        List<Finding> findings = ExtractGuard.checkCondition(source.dialect(), condition, source::survey);
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
