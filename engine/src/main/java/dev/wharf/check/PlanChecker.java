package dev.wharf.check;

import dev.wharf.database.Database;
import dev.wharf.database.Extract;
import dev.wharf.database.ExtractColumn;
import dev.wharf.database.ExtractText;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.gate.BytecodePolicy;
import dev.wharf.gate.ClassUse;
import dev.wharf.gate.ClassUseReader;
import dev.wharf.gate.Finding;
import dev.wharf.gate.SourcePolicy;
import dev.wharf.gate.SqlGuard;
import dev.wharf.gate.TextRules;
import dev.wharf.plan.FolderReading;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.PlanFolder;
import dev.wharf.plan.Step;
import dev.wharf.sandbox.Compilation;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.SourceFile;
import dev.wharf.transform.CheckedPlan;
import dev.wharf.transform.CheckedStep;
import dev.wharf.transform.StepProgram;
import dev.wharf.trial.Trial;
import dev.wharf.workspace.Workspace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Every gate in order, the cheapest first. What an early gate refuses never reaches a later one: no SQL is sent to a database
 * that the guard did not pass, and nothing is compiled while anything else is wrong. The source is read, the target is read,
 * nothing is written.
 */
public final class PlanChecker {

    private final Workspace workspace;
    private final Sandbox sandbox;
    private final CheckListener listener;

    public PlanChecker(Workspace workspace, Sandbox sandbox) {
        this(workspace, sandbox, CheckListener.NONE);
    }

    /** @param listener is told how far a check is, which may take minutes */
    public PlanChecker(Workspace workspace, Sandbox sandbox, CheckListener listener) {
        this.workspace = workspace;
        this.sandbox = sandbox;
        this.listener = listener;
    }

    /**
     * Checks a plan's folder, whatever lies in it.
     *
     * @param open gives the workspace's connection of that name; whoever gives it closes it
     */
    public CheckReport check(PlanFolder folder, Function<String, Database> open) {
        FolderReading reading = folder.read();
        LoadedPlan loaded = reading.loaded();
        if (loaded == null) {
            return new CheckReport(folder.name(), null, reading.findings(), List.of(), null);
        }
        Notes notes = new Notes();
        Plan plan = loaded.plan();
        for (String connection : List.of(plan.source(), plan.target())) {
            if (!workspace.connections().containsKey(connection)) {
                notes.refuse("plan", null, PlanFile.NAME, "unknown-connection",
                        "The plan names the connection " + connection + ", which wharf.yaml does not have.",
                        "It has " + String.join(", ", workspace.connections().keySet()) + ".");
            }
        }
        return notes.clean()
                ? check(loaded, open.apply(plan.source()), open.apply(plan.target()))
                : report(loaded, notes, null);
    }

    public CheckReport check(LoadedPlan loaded, Database source, Database target) {
        return check(loaded, source, target, null);
    }

    /** @param surveyed the two schemas where they were surveyed just now; null lets the check do it */
    public CheckReport check(
            LoadedPlan loaded, Database source, Database target, @Nullable Schemas surveyed) {
        return check(loaded, source, target, surveyed, true);
    }

    /** What the gates refuse, for whoever reads no warnings: the source counts nothing that is only warned of. */
    public List<Finding> refusals(LoadedPlan loaded, Database source, Database target, Schemas surveyed) {
        return check(loaded, source, target, surveyed, false).findings();
    }

    private CheckReport check(
            LoadedPlan loaded, Database source, Database target, @Nullable Schemas surveyed, boolean warned) {
        Notes notes = new Notes();
        new OpenQuestions(loaded.plan()).warn(notes);
        try {
            CheckedPlan checked = gates(loaded, source, target, surveyed, Map.of(), notes);
            if (checked != null) {
                dryRun(checked, source, target, notes, warned);
            }
            return report(loaded, notes, notes.clean() ? checked : null);
        } finally {
            listener.ended();
        }
    }

    /**
     * The gates for a plan that is approved as it stands: its classes were tried when it was approved, and the same bytes
     * would do the same again in the same sandbox.
     *
     * @param compiled transform's file → binary name → class file, as compiled then; a file that is not there is compiled
     */
    public CheckReport recheck(
            LoadedPlan loaded,
            Database source,
            Database target,
            Schemas surveyed,
            Map<String, Map<String, byte[]>> compiled) {
        Notes notes = new Notes();
        try {
            CheckedPlan checked = gates(loaded, source, target, surveyed, compiled, notes);
            return report(loaded, notes, notes.clean() ? checked : null);
        } finally {
            listener.ended();
        }
    }

    /** What the runner is made of, in which this tries classes. */
    public String sandbox() {
        return sandbox.fingerprint();
    }

    private @Nullable CheckedPlan gates(
            LoadedPlan loaded,
            Database source,
            Database target,
            @Nullable Schemas surveyed,
            Map<String, Map<String, byte[]>> compiled,
            Notes notes) {
        if (!loaded.plan().steps().stream().allMatch(step -> compiled.containsKey(step.transform()))) {
            sandbox.expectCompile();
        }
        AtomicReference<@Nullable Schemas> known = new AtomicReference<>(surveyed);
        Supplier<Schemas> survey = () -> Objects.requireNonNull(known.updateAndGet(s -> s == null ? Schemas.of(source, target) : s));
        Set<Step> guarded = texts(loaded, source, survey, notes);
        listener.at("schema", null);
        Schemas schemas = survey.get();
        Map<Step, Extract> extracts = facts(loaded, source, target, schemas, guarded, notes);
        if (!notes.clean()) {
            return null;
        }
        List<CheckedStep> steps = compile(loaded, extracts, compiled, notes);
        if (!notes.clean()) {
            return null;
        }
        CheckedPlan checked = new CheckedPlan(loaded.plan(), loaded.hash(), schemas.source(), schemas.target(), steps);
        uses(checked, target, notes);
        return notes.clean() ? checked : null;
    }

    /** The gates that read texts alone. Gives the steps whose SQL may be sent to the source. */
    private Set<Step> texts(LoadedPlan loaded, Database source, Supplier<Schemas> survey, Notes notes) {
        Set<String> functions = Set.copyOf(loaded.plan().sqlFunctions());
        notes.refuseAll(SqlGuard.checkFunctions(source.dialect(), PlanFile.NAME, loaded.plan().sqlFunctions()));
        Set<Step> guarded = new HashSet<>();
        for (Step step : loaded.plan().steps()) {
            listener.at("text", step.name());
            String java = loaded.java(step);
            List<Finding> text = TextRules.check(step.name(), step.transform(), java);
            notes.refuseAll(text);
            List<Finding> sql = ExtractGuard.check(
                    source.dialect(), step.name(), step.extract(), statement(loaded, step), functions, () -> survey.get().source());
            notes.refuseAll(sql);
            if (sql.isEmpty()) {
                guarded.add(step);
            }
            if (text.isEmpty()) {
                notes.refuseAll(SourcePolicy.check(step.name(), step.transform(), step.className(), java));
            }
        }
        return guarded;
    }

    /** A file may end its one statement by a semicolon; every layer reads the text before it. */
    private static String statement(LoadedPlan loaded, Step step) {
        return ExtractText.withoutEnd(loaded.sql(step));
    }

    private Map<Step, Extract> facts(
            LoadedPlan loaded, Database source, Database target, Schemas schemas, Set<Step> guarded, Notes notes) {
        Plan plan = loaded.plan();
        new RoleCheck(notes).check(source, workspace.connection(plan.source()), target);
        if (!notes.clean() && guarded.isEmpty()) {
            return Map.of();
        }
        EntityTables entities = EntityTables.of(plan, target);
        PlanCheck planCheck = new PlanCheck(notes, plan, schemas.target(), entities.entities());
        ReachCheck reach = ReachCheck.of(source, plan.sqlFunctions());
        reach.note(notes);
        ExtractCheck extractCheck = new ExtractCheck(notes, source);
        Map<Step, Extract> extracts = new LinkedHashMap<>();
        for (Step step : plan.steps()) {
            listener.at("schema", step.name());
            planCheck.check(step);
            List<Finding> reached =
                    guarded.contains(step) ? reach.check(step.name(), step.extract(), statement(loaded, step)) : List.of();
            notes.refuseAll(reached);
            if (guarded.contains(step) && reached.isEmpty()) {
                extractCheck.check(step, statement(loaded, step)).ifPresent(e -> extracts.put(step, e));
            }
        }
        KeyCheck keyCheck = new KeyCheck(notes, schemas.source());
        try (SourceSnapshot snapshot = source.openSnapshot()) {
            extracts.forEach((step, extract) -> {
                listener.at("key", step.name());
                extractCheck.refusing(step, () -> keyCheck.check(step, extract, snapshot));
            });
            if (notes.clean()) {
                listener.at("key", null);
                new OrphanCheck(notes, target, schemas.target(), plan.effectiveNamespace()).check(extracts, snapshot);
            }
        }
        if (notes.clean()) {
            TargetState state = new TargetState(notes, target, schemas.target());
            plan.steps().forEach(step -> state.check(step, EntityTables.movedBefore(plan, step, target)));
        }
        return extracts;
    }

    private List<CheckedStep> compile(
            LoadedPlan loaded, Map<Step, Extract> extracts, Map<String, Map<String, byte[]>> before, Notes notes) {
        List<CheckedStep> steps = new ArrayList<>();
        Map<String, Compilation> compiled = new HashMap<>();
        before.forEach((file, classes) -> compiled.put(file, new Compilation(classes, List.of())));
        for (Step step : loaded.plan().steps()) {
            listener.at("compile", step.name());
            String java = loaded.java(step);
            Compilation compilation = compiled.computeIfAbsent(
                    step.transform(), file -> sandbox.compile(List.of(new SourceFile(file, java))));
            for (Compilation.Problem problem : compilation.problems()) {
                notes.refuse(new Finding("compile", step.name(), step.transform(), problem.line(), problem.column(), "compile",
                        problem.message(), "Correct the Java."));
            }
            if (compilation.ok()) {
                List<Finding> bytecode =
                        BytecodePolicy.check(step.name(), step.transform(), step.className(), compilation.classes());
                notes.refuseAll(bytecode);
                if (bytecode.isEmpty()) {
                    ClassUse use = ClassUseReader.read(step.className(), compilation.classes());
                    Extract extract = extracts.get(step);
                    steps.add(new CheckedStep(step, extract.sql(), java, extract, compilation.classes(), use));
                }
            }
        }
        return steps;
    }

    /** The gates that know which names the classes use. */
    private void uses(CheckedPlan checked, Database target, Notes notes) {
        EntityTables entities = EntityTables.of(checked.plan(), target);
        for (CheckedStep step : checked.steps()) {
            listener.at("mapping", step.step().name());
            StepProgram program = StepProgram.bind(checked, step, target, entities);
            int before = notes.count();
            new UseCheck(notes, new OpenQuestions(checked.plan()), checked.target(), target).check(step, columns(program));
            if (notes.count() == before) {
                new MappingCheck(notes).check(step.step(), step.use());
            }
        }
    }

    private void dryRun(CheckedPlan checked, Database source, Database target, Notes notes, boolean warned) {
        EntityTables entities = EntityTables.of(checked.plan(), target);
        DryRun dryRun = new DryRun(notes, workspace.sandbox());
        try (Trial trial = new Trial(sandbox);
                SourceSnapshot snapshot = source.openSnapshot();
                SourceReader reader = snapshot.openReader()) {
            ExtractCheck extracts = new ExtractCheck(notes, source);
            UniqueCheck unique = new UniqueCheck(notes, checked.source(), checked.target());
            List<DryRun.Tried> tried = new ArrayList<>();
            for (CheckedStep step : checked.steps()) {
                listener.at("dry-run", step.step().name());
                StepProgram program = StepProgram.bind(checked, step, target, entities);
                extracts.refusing(step.step(), () -> tried.add(dryRun.begin(program, reader, trial)));
            }
            // while the classes are tried in their containers
            for (CheckedStep step : warned ? checked.steps() : List.<CheckedStep>of()) {
                listener.at("unique", step.step().name());
                unique.check(step, snapshot);
            }
            for (DryRun.Tried one : tried) {
                listener.at("dry-run", one.program().step().name());
                dryRun.judge(one);
            }
        }
    }

    private static Map<String, UseCheck.SourceColumn> columns(StepProgram program) {
        Map<String, UseCheck.SourceColumn> columns = new LinkedHashMap<>();
        program.spec(null, SandboxSettings.DEFAULT).columns().forEach(column ->
                columns.put(column.name(), new UseCheck.SourceColumn(column.type(), null)));
        for (ExtractColumn column : program.checked().extract().columns()) {
            columns.put(column.name(), new UseCheck.SourceColumn(column.layout(), column.type()));
        }
        return columns;
    }

    private static CheckReport report(
            LoadedPlan loaded, Notes notes, @Nullable CheckedPlan checked) {
        return new CheckReport(loaded.plan().name(), loaded.hash(), notes.findings(), notes.warnings(), checked);
    }
}
