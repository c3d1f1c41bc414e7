package dev.wharf.run;

import dev.wharf.database.Database;
import dev.wharf.gate.ClassUseReader;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.PlanFolder;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.transform.CheckedPlan;
import dev.wharf.transform.CheckedStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Compiles a plan and lets it run without asking anything: for tests of the run alone. */
final class PlainReadiness implements Readiness {

    private final Path plans;
    private final Sandbox sandbox;

    PlainReadiness(Path plans, Sandbox sandbox) {
        this.plans = plans;
        this.sandbox = sandbox;
    }

    @Override
    public CheckedPlan checked(String plan, Database source, Database target) {
        LoadedPlan loaded = PlanFolder.existing(plans, plan).load();
        List<CheckedStep> steps = new ArrayList<>();
        for (var step : loaded.plan().steps()) {
            Compilation compiled = sandbox.compile(List.of(new SourceFile(step.transform(), loaded.java(step))));
            if (!compiled.ok()) {
                throw new AssertionError(compiled.problems().toString());
            }
            steps.add(new CheckedStep(
                    step,
                    loaded.sql(step),
                    loaded.java(step),
                    source.describe(loaded.sql(step), step.key()),
                    compiled.classes(),
                    ClassUseReader.read(step.className(), compiled.classes())));
        }
        return new CheckedPlan(loaded.plan(), loaded.hash(), source.survey(), target.survey(), steps);
    }

    @Override
    public CheckedPlan approved(String plan, Database source, Database target) {
        return checked(plan, source, target);
    }

    @Override
    public Connections connections(String plan) {
        var loaded = PlanFolder.existing(plans, plan).load().plan();
        return new Connections(loaded.source(), loaded.target());
    }
}
