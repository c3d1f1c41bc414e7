package dev.wharf.audit;

import dev.wharf.database.TargetSession;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code migration_remarks}: source rows that are no rejects and that a person may ask for, with their key and why. */
public final class RemarkStore {

    private static final List<String> COLUMNS = List.of("run_id", "step", "source_key", "kind", "reason", "batch");

    private final Sql sql;

    public RemarkStore(Sql sql) {
        this.sql = sql;
    }

    /** What a remark is about. */
    public enum Kind {
        /** The class or a reference left the row out on purpose. */
        SKIPPED,
        /** A reference that refers to no row that was migrated stays NULL, as the plan chose. */
        LEFT_NULL,
        /** A reference that had stayed NULL was filled once its row was migrated after all. */
        FILLED,
        /** A reference that an earlier run left NULL would find its row now, and this run does not write it. */
        FILLABLE,
        /** As {@link #FILLABLE}; this run would write it, but somebody edited the row since. */
        EDITED,
        /** An earlier run moved the row, and the source has it no more. */
        VANISHED;

        /** As the audit tables and the command line write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public record Remark(String runId, String step, String sourceKey, Kind kind, String reason, int batch) {}

    /** Appends remarks within the session's transaction. */
    public void append(TargetSession session, List<Remark> remarks) {
        List<@Nullable Object[]> rows = new ArrayList<>(remarks.size());
        for (Remark r : remarks) {
            rows.add(new @Nullable Object[] {r.runId(), r.step(), r.sourceKey(), r.kind().word(), r.reason(), r.batch()});
        }
        session.append(AuditTables.name(sql.dialect(), "migration_remarks"), COLUMNS, rows);
    }

    /** How many remarks of a kind a step has. */
    public long count(RunId run, String step, Kind kind) {
        return sql.first(
                        "SELECT count(*) FROM @migration_remarks WHERE run_id = ? AND step = ? AND kind = ?",
                        row -> row.getLong(1),
                        run.value(),
                        step,
                        kind.word())
                .orElse(0L);
    }

    /** The keys that a range has a remark for, of a kind and with a reason. */
    public Set<String> keys(RunId run, String step, Kind kind, int batch, String reason) {
        return Set.copyOf(sql.list(
                """
                SELECT DISTINCT source_key FROM @migration_remarks
                WHERE run_id = ? AND step = ? AND kind = ? AND batch = ? AND reason = ?""",
                row -> row.getString(1),
                run.value(),
                step,
                kind.word(),
                batch,
                reason));
    }

    /** The runs in which a step of this name left references NULL. */
    public Set<String> runsLeavingNull(String step) {
        return Set.copyOf(sql.list(
                "SELECT DISTINCT run_id FROM @migration_remarks WHERE step = ? AND kind = 'left_null'",
                row -> row.getString(1),
                step));
    }

    /** The reasons of the remarks of a kind about these source rows, by source key. */
    public Map<String, Set<String>> reasons(RunId run, String step, Kind kind, Collection<String> sourceKeys) {
        Map<String, Set<String>> found = new HashMap<>();
        sql.list(
                """
                SELECT source_key, reason FROM @migration_remarks
                WHERE run_id = ? AND step = ? AND kind = ? AND source_key in!""",
                row -> found.computeIfAbsent(row.getString(1), k -> new HashSet<>(2)).add(row.getString(2)),
                run.value(),
                step,
                kind.word(),
                sourceKeys);
        return found;
    }

    /** The first {@code limit} remarks of a run, of one kind or of all where {@code kind} is null. */
    public List<Remark> of(RunId run, @Nullable Kind kind, int limit) {
        if (AuditSchema.version(sql).orElse(0) < 2) {
            return List.of();
        }
        List<@Nullable Object> values = new ArrayList<>(List.of(run.value()));
        if (kind != null) {
            values.add(kind.word());
        }
        return sql.list(
                "SELECT * FROM @migration_remarks WHERE run_id = ?" + (kind == null ? "" : " AND kind = ?")
                        + " ORDER BY step, kind, batch, source_key LIMIT " + limit,
                row -> new Remark(
                        row.getString("run_id"),
                        row.getString("step"),
                        row.getString("source_key"),
                        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                        row.getString("reason"),
                        row.getInt("batch")),
                values.toArray());
    }
}
