package dev.wharf.audit;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;

/** {@code migration_approvals}: who approved which bytes of a plan, for which two databases, over which schemas. */
public final class ApprovalStore {

    /** Stands in the column {@code sandbox} between what the runner was made of and the digest of the classes. */
    private static final String CLASSES = "; classes ";

    private final Sql sql;

    public ApprovalStore(Sql sql) {
        this.sql = sql;
    }

    /**
     * One approval.
     *
     * @param approvedAt ISO 8601 by the target's clock; "" before it is stored
     * @param sandbox what the runner image was made of in which the classes were tried; "" where that was not recorded
     * @param classes digest of the class files that were tried; "" where that was not recorded
     * @param sourceSchema the tables that the fingerprint covers, one fact a line
     */
    public record Approval(
            String plan,
            String planHash,
            String approvedBy,
            String sessionRole,
            String systemUser,
            String approvedAt,
            String sourceIdentity,
            String targetIdentity,
            String sourceFingerprint,
            String targetFingerprint,
            String sourceSchema,
            String targetSchema,
            String sandbox,
            String classes) {}

    /** Records it and gives it back as it was stored. */
    public Approval record(Approval a) {
        sql.update(
                """
                INSERT INTO @migration_approvals (plan, plan_hash, approved_by, session_role, system_user_name, source_identity,
                    target_identity, source_fingerprint, target_fingerprint, source_schema, target_schema, sandbox)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                a.plan(),
                a.planHash(),
                a.approvedBy(),
                a.sessionRole(),
                a.systemUser(),
                a.sourceIdentity(),
                a.targetIdentity(),
                a.sourceFingerprint(),
                a.targetFingerprint(),
                a.sourceSchema(),
                a.targetSchema(),
                a.classes().isEmpty() ? a.sandbox() : a.sandbox() + CLASSES + a.classes());
        return of(a.plan()).getFirst();
    }

    /** The approvals of a plan, the latest first. */
    public List<Approval> of(String plan) {
        return sql.list("SELECT * FROM @migration_approvals WHERE plan = ? ORDER BY id DESC", ApprovalStore::read, plan);
    }

    private static Approval read(ResultSet row) throws SQLException {
        String sandbox = sandbox(row);
        int classes = sandbox.lastIndexOf(CLASSES);
        return new Approval(
                row.getString("plan"),
                row.getString("plan_hash"),
                row.getString("approved_by"),
                row.getString("session_role"),
                row.getString("system_user_name"),
                String.valueOf(Sql.time(row, "approved_at")),
                row.getString("source_identity"),
                row.getString("target_identity"),
                row.getString("source_fingerprint"),
                row.getString("target_fingerprint"),
                row.getString("source_schema"),
                row.getString("target_schema"),
                classes < 0 ? sandbox : sandbox.substring(0, classes),
                classes < 0 ? "" : sandbox.substring(classes + CLASSES.length()));
    }

    /** Tables of version 2 do not have it, and a read upgrades nothing. */
    private static String sandbox(ResultSet row) throws SQLException {
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            if (columns.getColumnLabel(i).equals("sandbox")) {
                return row.getString(i);
            }
        }
        return "";
    }
}
