package dev.wharf.gate.fuzz;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.Finding;
import dev.wharf.gate.SqlGuard;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** One SQL text before the guard; what it lets through before a database that allows everything. */
final class SqlTrial implements Trial, AutoCloseable {

    private final SqlJudge postgresql = new PostgresJudge();
    private final SqlJudge sqlite = new SqliteJudge();

    @Override
    public Verdict run(FuzzCase fuzz) {
        Dialect dialect = Objects.requireNonNull(fuzz.dialect());
        List<Finding> findings = fuzz.condition()
                ? SqlGuard.checkCondition(dialect, null, null, fuzz.text(), Set.of())
                : SqlGuard.check(dialect, null, null, fuzz.text(), Set.of());
        Verdict.Builder verdict = new Verdict.Builder();
        verdict.judged(findings);
        if (!findings.isEmpty()) {
            return verdict.refused(findings.getFirst());
        }
        String sql = fuzz.condition() ? "SELECT * FROM customers WHERE (\n" + fuzz.text() + "\n)" : fuzz.text();
        try {
            return verdict.accepted((dialect == Dialect.POSTGRESQL ? postgresql : sqlite).judge(sql));
        } catch (SqlJudge.Escape e) {
            return verdict.escaped(Objects.toString(e.getMessage()));
        }
    }

    @Override
    public void close() {
        postgresql.close();
        sqlite.close();
    }
}
