package dev.wharf.testing;

import dev.wharf.approval.Approvals;
import dev.wharf.approval.PlanReadiness;
import dev.wharf.audit.ApprovalStore.Approval;
import dev.wharf.audit.RunId;
import dev.wharf.author.PlanWish;
import dev.wharf.author.Planned;
import dev.wharf.author.Planning;
import dev.wharf.author.Reach;
import dev.wharf.author.template.TemplateAuthor;
import dev.wharf.check.CheckReport;
import dev.wharf.check.PlanChecker;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.plan.PlanFolder;
import dev.wharf.run.RunEvent;
import dev.wharf.run.Runs;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.docker.DockerSandbox;
import dev.wharf.verify.Verifier;
import dev.wharf.verify.VerifyReport;
import dev.wharf.workspace.Workspace;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A workspace with two connections, source and target, and everything that a plan goes through in it, in real containers. */
public final class Life implements AutoCloseable {

    private final Workspace workspace;
    private final Sandbox sandbox;
    private final List<RunEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final Runs runs;

    public Life(Path folder, ConnectionSpec source, ConnectionSpec target, int batchRows) {
        Map<String, ConnectionSpec> connections = new LinkedHashMap<>();
        connections.put("source", source);
        connections.put("target", target);
        workspace = new Workspace(folder, connections, SandboxSettings.DEFAULT, batchRows, "template");
        sandbox = new DockerSandbox(DockerSandbox.imagesFolder(), SandboxSettings.DEFAULT);
        runs = new Runs(
                workspace,
                sandbox,
                new PlanReadiness(workspace, checker(), Clock.systemUTC()),
                events::add);
    }

    public Workspace workspace() {
        return workspace;
    }

    public Sandbox sandbox() {
        return sandbox;
    }

    /** The commands on runs. */
    public Runs runs() {
        return runs;
    }

    public List<RunEvent> events() {
        return events;
    }

    public PlanFolder folder(String plan) {
        return PlanFolder.existing(workspace.plans(), plan);
    }

    /** Has the template author write a plan. */
    public Planned plan(String name, List<String> tables, Map<String, String> where) {
        PlanWish wish = new PlanWish(name, "Move " + name, tables, where, null, true);
        return withBoth((source, target) -> planning().plan(workspace.plans(), wish, source, target));
    }

    /** Has the template author write a plan of a subset. */
    public Planned planSubset(String name, Map<String, String> starts, boolean children) {
        PlanWish wish = new PlanWish(name, "Move " + name, List.of(), starts,
                children ? Reach.SUBSET_WITH_CHILDREN : Reach.SUBSET, null, true);
        return withBoth((source, target) -> planning().plan(workspace.plans(), wish, source, target));
    }

    public Planned answer(String plan, Map<String, String> answers) {
        return withBoth((source, target) -> planning().answer(folder(plan), answers, source, target));
    }

    public CheckReport check(String plan) {
        return withBoth((source, target) -> checker().check(folder(plan).load(), source, target));
    }

    public Approval approve(String plan) {
        return withBoth((source, target) ->
                new Approvals(checker(), Clock.systemUTC()).approve(folder(plan), source, target, "a test"));
    }

    public VerifyReport verify(RunId run) {
        return withBoth((source, target) -> new Verifier(source, target).verify(run));
    }

    public <T> T withBoth(BiFunction<Database, Database, T> work) {
        try (Database source = Databases.open(workspace.connection("source"));
                Database target = Databases.open(workspace.connection("target"))) {
            return work.apply(source, target);
        }
    }

    private static Planning planning() {
        return new Planning(new TemplateAuthor(), Clock.systemUTC());
    }

    private PlanChecker checker() {
        return new PlanChecker(workspace, sandbox);
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
