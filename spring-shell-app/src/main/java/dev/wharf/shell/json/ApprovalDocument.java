package dev.wharf.shell.json;

import dev.wharf.audit.ApprovalStore.Approval;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;

/**
 * An approval as it was recorded in the target.
 *
 * @param approvedBy who answers for it
 * @param sessionRole the database's session user
 * @param systemUser the system's user
 */
public record ApprovalDocument(
        String plan,
        String hash,
        String approvedBy,
        String approvedAt,
        String sessionRole,
        String systemUser,
        String sourceIdentity,
        String targetIdentity,
        String sourceFingerprint,
        String targetFingerprint)
        implements Document {

    public static ApprovalDocument of(Approval a) {
        return new ApprovalDocument(
                a.plan(),
                a.planHash(),
                a.approvedBy(),
                a.approvedAt(),
                a.sessionRole(),
                a.systemUser(),
                a.sourceIdentity(),
                a.targetIdentity(),
                a.sourceFingerprint(),
                a.targetFingerprint());
    }

    @Override
    public void print(Page page) {
        page.line(Style.GOOD, "Approved " + plan + " by " + approvedBy + " at " + approvedAt + ".");
        page.field("hash", hash);
        page.field("source", sourceIdentity);
        page.field("target", targetIdentity);
        page.line("A change of the plan, of a schema or of a database voids it. Next: `wharf apply " + plan + "`.");
    }
}
