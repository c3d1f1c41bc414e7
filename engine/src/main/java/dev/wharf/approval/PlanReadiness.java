package dev.wharf.approval;

import dev.wharf.check.CheckReport;
import dev.wharf.check.PlanChecker;
import dev.wharf.check.Schemas;
import dev.wharf.database.Database;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.PlanFolder;
import dev.wharf.run.Readiness;
import dev.wharf.transform.CheckedPlan;
import dev.wharf.workspace.Workspace;
import java.time.Clock;
import java.util.Map;

/** Lets plans of a workspace through to a run: by the gates, and by their approval. What it refuses stands in their history. */
public final class PlanReadiness implements Readiness {

    private final Workspace workspace;
    private final PlanChecker checker;
    private final Clock clock;

    public PlanReadiness(Workspace workspace, PlanChecker checker, Clock clock) {
        this.workspace = workspace;
        this.checker = checker;
        this.clock = clock;
    }

    @Override
    public CheckedPlan checked(String plan, Database source, Database target) {
        PlanFolder folder = folder(plan);
        LoadedPlan loaded = folder.load();
        return passed(folder, loaded, checker.check(loaded, source, target));
    }

    @Override
    public CheckedPlan approved(String plan, Database source, Database target) {
        PlanFolder folder = folder(plan);
        LoadedPlan loaded = folder.load();
        Schemas schemas = Schemas.of(source, target);
        Approvals.Approved approved;
        try {
            approved = Approvals.requireApproved(folder, loaded, source, target, schemas);
        } catch (WharfException e) {
            folder.history().record(clock.instant(), "run-refused",
                    Map.of("hash", loaded.hash().value(), "code", e.code(), "message", e.text()));
            throw e;
        }
        // in a sandbox made of other things the same bytes could do something else
        boolean tried = approved.approval().sandbox().equals(checker.sandbox());
        return passed(folder, loaded, tried
                ? checker.recheck(loaded, source, target, schemas, approved.classes())
                : checker.check(loaded, source, target, schemas));
    }

    private CheckedPlan passed(PlanFolder folder, LoadedPlan loaded, CheckReport report) {
        if (!report.ok()) {
            folder.history().record(clock.instant(), "check-refused",
                    Map.of("hash", loaded.hash().value(), "findings", report.findings()));
        }
        return report.orThrow();
    }

    @Override
    public Connections connections(String plan) {
        LoadedPlan loaded = folder(plan).load();
        return new Connections(loaded.plan().source(), loaded.plan().target());
    }

    private PlanFolder folder(String plan) {
        return PlanFolder.existing(workspace.plans(), plan);
    }
}
