package dev.wharf.approval;

import dev.wharf.audit.ApprovalStore.Approval;
import dev.wharf.audit.ApprovalStore;
import dev.wharf.audit.ArtifactStore;
import dev.wharf.audit.AuditSchema;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Fingerprint;
import dev.wharf.check.CheckReport;
import dev.wharf.check.EntityTables;
import dev.wharf.check.PlanChecker;
import dev.wharf.check.PlanScope;
import dev.wharf.check.Schemas;
import dev.wharf.database.Database;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.Decision;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFolder;
import dev.wharf.transform.CheckedPlan;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Pins a plan's bytes, the schemas of the tables it uses and its two databases, and says before each run whether all of
 * that is still what was approved.
 */
public final class Approvals {

    private static final int DIFFERENCES_SHOWN = 8;

    private final PlanChecker checker;
    private final Clock clock;

    /** @param clock names the records in plans/NAME/history/; the approval itself takes the target's time */
    public Approvals(PlanChecker checker, Clock clock) {
        this.checker = checker;
        this.clock = clock;
    }

    /** As the other one, where nobody is asked any more. */
    public Approval approve(PlanFolder folder, Database source, Database target, String approvedBy) {
        return approve(folder, source, target, approvedBy, review -> {});
    }

    /**
     * Checks a plan and approves it. The first thing that is ever written to the target: the audit tables, the plan's files,
     * the approval.
     *
     * @param approvedBy who answers for it, for the record
     * @param consent is shown what is approved, before anything is written; who says no to it throws
     * @throws WharfException of kind REFUSED with code {@code plan-draft}, {@code open-decisions} or {@code check-refused}
     */
    public Approval approve(
            PlanFolder folder, Database source, Database target, String approvedBy, Consumer<Review> consent) {
        LoadedPlan loaded = folder.load();
        requireDecided(loaded.plan());
        Schemas schemas = Schemas.of(source, target);
        CheckReport report = checker.check(loaded, source, target, schemas);
        if (!report.ok()) {
            folder.history().record(clock.instant(), "approval-refused",
                    Map.of("hash", loaded.hash().value(), "findings", report.findings()));
        }
        CheckedPlan checked = report.orThrow();
        consent.accept(review(checked, report, source, target, folder));
        AuditSchema.ensure(target);
        Approval approval = store(checked, loaded, folder, source, target, schemas, approvedBy, checker.sandbox());
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("hash", approval.planHash());
        record.put("approvedBy", approval.approvedBy());
        record.put("approvedAt", approval.approvedAt());
        record.put("sourceIdentity", approval.sourceIdentity());
        record.put("targetIdentity", approval.targetIdentity());
        folder.history().record(clock.instant(), ApprovalTrail.EVENT, record);
        return approval;
    }

    private static Review review(
            CheckedPlan checked, CheckReport report, Database source, Database target, PlanFolder folder) {
        List<Long> rows;
        try (SourceSnapshot snapshot = source.openSnapshot()) {
            rows = checked.steps().stream().map(step -> snapshot.count(step.extract())).toList();
        }
        int prompts = (int) folder.history().shownToModels().keySet().stream()
                .filter(name -> name.contains("-request") || name.contains("-prompt"))
                .count();
        return new Review(
                checked,
                report.warnings(),
                source.identity(),
                source.role(),
                target.identity(),
                target.role(),
                rows,
                prompts,
                folder.history().sharedColumns());
    }

    private static void requireDecided(Plan plan) {
        if (plan.draft()) {
            throw new WharfException(Kind.REFUSED, "plan-draft",
                    "The plan " + plan.name() + " is a draft: its author gave up before it passed the checks.",
                    "Finish it by hand and take `draft: true` out of plan.yaml, or plan anew with --replace.");
        }
        List<Decision> open = plan.openDecisions();
        if (!open.isEmpty()) {
            StringBuilder message = new StringBuilder("The plan " + plan.name() + " has "
                    + (open.size() == 1 ? "a question that is" : open.size() + " questions that are") + " not answered:");
            open.forEach(decision -> message.append("\n  ").append(decision.id()).append(": ").append(decision.question()));
            Decision first = open.getFirst();
            String value = first.options().isEmpty() ? "VALUE" : first.options().getFirst();
            throw new WharfException(Kind.REFUSED, "open-decisions", message.toString(),
                    "Answer with `wharf answer " + plan.name() + " " + first.id() + "=" + value + "`, or in plan.yaml.");
        }
    }

    private static Approval store(
            CheckedPlan checked,
            LoadedPlan loaded,
            PlanFolder folder,
            Database source,
            Database target,
            Schemas schemas,
            String approvedBy,
            String sandbox) {
        PlanScope scope = PlanScope.of(loaded, schemas, EntityTables.of(loaded.plan(), target));
        Fingerprint sourceLines = Fingerprint.of(schemas.source(), scope.source());
        Fingerprint targetLines = Fingerprint.of(schemas.target(), scope.target());
        try (TargetSession session = target.openTarget()) {
            Sql sql = new Sql(session.connection(), target.dialect());
            session.begin();
            ArtifactStore artifacts = new ArtifactStore(sql);
            PlanFiles.artifacts(loaded, folder.authored()).forEach(artifacts::record);
            List<ArtifactStore.Artifact> classes = ApprovedClasses.artifacts(checked, sandbox);
            classes.forEach(artifacts::record);
            PlanFiles.shown(loaded, folder.history().shownToModels()).forEach(artifacts::record);
            Identities identities = Identities.of(source, target, sql);
            Approval stored = new ApprovalStore(sql).record(new Approval(
                    checked.plan().name(),
                    checked.hash().value(),
                    approvedBy,
                    target.role().user(),
                    System.getProperty("user.name", ""),
                    "",
                    identities.source(),
                    identities.target(),
                    sourceLines.hash(),
                    targetLines.hash(),
                    sourceLines.text(),
                    targetLines.text(),
                    sandbox,
                    ApprovedClasses.digest(classes)));
            session.commit();
            return stored;
        }
    }

    /**
     * An approval that holds.
     *
     * @param classes what was compiled and tried then, see {@link ApprovedClasses#of}
     */
    public record Approved(Approval approval, Map<String, Map<String, byte[]>> classes) {}

    /**
     * The approval under which these very bytes may run between these two databases as they are now. It writes nothing.
     *
     * @throws WharfException of kind REFUSED with code {@code not-approved}, {@code plan-changed}, {@code other-database} or
     *     {@code schema-drift}
     */
    public static Approved requireApproved(
            PlanFolder folder, LoadedPlan loaded, Database source, Database target, Schemas schemas) {
        String plan = loaded.plan().name();
        Approved approved;
        try (TargetSession session = target.openTarget()) {
            Sql sql = new Sql(session.connection(), target.dialect());
            if (!AuditSchema.present(sql)) {
                throw notApproved(folder, loaded, target);
            }
            List<Approval> all = new ApprovalStore(sql).of(plan);
            List<Approval> same =
                    all.stream().filter(a -> a.planHash().equals(loaded.hash().value())).toList();
            if (all.isEmpty()) {
                throw notApproved(folder, loaded, target);
            }
            if (same.isEmpty()) {
                throw changed(loaded, all.getFirst(), new ArtifactStore(sql).of(plan, all.getFirst().planHash()));
            }
            Identities now = Identities.of(source, target, sql);
            Approval approval = same.stream()
                    .filter(a -> a.sourceIdentity().equals(now.source()) && a.targetIdentity().equals(now.target()))
                    .findFirst()
                    .orElseThrow(() -> otherDatabase(same.getFirst(), source, target, now));
            approved = new Approved(approval,
                    ApprovedClasses.of(new ArtifactStore(sql), approval));
        }
        requireSameSchemas(approved.approval(), loaded, source, target, schemas);
        return approved;
    }

    private static void requireSameSchemas(
            Approval approval, LoadedPlan loaded, Database source, Database target, Schemas schemas) {
        PlanScope scope = PlanScope.of(loaded, schemas, EntityTables.of(loaded.plan(), target));
        Fingerprint sourceLines = Fingerprint.of(schemas.source(), scope.source());
        Fingerprint targetLines = Fingerprint.of(schemas.target(), scope.target());
        StringBuilder differences = new StringBuilder();
        if (!sourceLines.hash().equals(approval.sourceFingerprint())) {
            drift(source.name(), Fingerprint.differences(approval.sourceSchema(), sourceLines.text()), differences);
        }
        if (!targetLines.hash().equals(approval.targetFingerprint())) {
            drift(target.name(), Fingerprint.differences(approval.targetSchema(), targetLines.text()), differences);
        }
        if (!differences.isEmpty()) {
            throw new WharfException(Kind.REFUSED, "schema-drift",
                    "The tables of the plan " + approval.plan() + " are not as they were when it was approved:" + differences,
                    "Look at what changed, then run `wharf check " + approval.plan() + "` and `wharf approve " + approval.plan()
                            + "` again.");
        }
    }

    private static void drift(String database, List<String> lines, StringBuilder into) {
        lines.stream()
                .limit(DIFFERENCES_SHOWN)
                .forEach(line -> into.append("\n  ").append(database).append(", ").append(line));
        if (lines.size() > DIFFERENCES_SHOWN) {
            into.append("\n  and ").append(lines.size() - DIFFERENCES_SHOWN).append(" more");
        }
    }

    private static WharfException notApproved(PlanFolder folder, LoadedPlan loaded, Database target) {
        String plan = loaded.plan().name();
        return ApprovalTrail.otherTarget(folder, loaded.hash())
                .map(identity -> new WharfException(Kind.REFUSED, "other-database",
                        "The plan " + plan + " was approved for the target " + identity + "; " + target.name() + " is "
                                + target.identity().text() + ".",
                        "Correct the connection " + target.name() + ", or approve the plan for this database: `wharf approve " + plan
                                + "`."))
                .orElseGet(() -> new WharfException(Kind.REFUSED, "not-approved",
                        "The plan " + plan + " (" + loaded.hash() + ") has no approval in " + target.name()
                                + "; only an approved plan is applied.",
                        "Look at `wharf preview " + plan + "`, then `wharf approve " + plan + "`."));
    }

    private static WharfException changed(LoadedPlan loaded, Approval latest, List<ArtifactStore.Artifact> approved) {
        String plan = loaded.plan().name();
        String differences = PlanFiles.differences(loaded, approved);
        return new WharfException(Kind.REFUSED, "plan-changed",
                "The plan " + plan + " is not the one that " + latest.approvedBy() + " approved at " + latest.approvedAt()
                        + (differences.isEmpty() ? "" : ": " + differences) + ".",
                "Undo the change, or look at `wharf preview " + plan + "` and `wharf approve " + plan + "` again.");
    }

    private static WharfException otherDatabase(Approval approved, Database source, Database target, Identities now) {
        boolean isTarget = !approved.targetIdentity().equals(now.target());
        String was = isTarget ? approved.targetIdentity() : approved.sourceIdentity();
        String is = isTarget ? now.target() : now.source();
        String name = isTarget ? target.name() : source.name();
        return new WharfException(Kind.REFUSED, "other-database",
                "The plan " + approved.plan() + " was approved for the " + (isTarget ? "target " : "source ") + was + "; " + name
                        + " is " + is + ".",
                "Correct the connection " + name + ", or approve the plan for this database: `wharf approve " + approved.plan() + "`.");
    }
}
