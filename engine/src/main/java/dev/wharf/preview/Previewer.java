package dev.wharf.preview;

import dev.wharf.audit.AuditSchema;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.RunId;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Table;
import dev.wharf.check.EntityTables;
import dev.wharf.database.Database;
import dev.wharf.database.ExtractColumn;
import dev.wharf.database.SourceReader;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.TargetSession;
import dev.wharf.plan.NewKey;
import dev.wharf.sandbox.Sandbox;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.transform.CheckedPlan;
import dev.wharf.transform.CheckedStep;
import dev.wharf.transform.KeyTexts;
import dev.wharf.transform.KnownRows;
import dev.wharf.transform.SequenceNumbers;
import dev.wharf.transform.StepProgram;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs the real classes in the real sandbox over the first rows of each step and shows what would change in the target. */
public final class Previewer {

    /** No run has this name; it stands for "none" where mappings of other runs are asked for. */
    private static final RunId NO_RUN = new RunId("preview");

    private final Sandbox sandbox;
    private final SandboxSettings settings;

    public Previewer(Sandbox sandbox, SandboxSettings settings) {
        this.sandbox = sandbox;
        this.settings = settings;
    }

    /** @param rows how many rows of each step, in the order of its key */
    public PreviewReport preview(CheckedPlan plan, Database source, Database target, int rows) {
        try (SourceSnapshot snapshot = source.openSnapshot();
                SourceReader reader = snapshot.openReader();
                TargetSession session = target.openTarget();
                OpenContainers containers = new OpenContainers(sandbox, settings)) {
            Sql sql = new Sql(session.connection(), target.dialect());
            MappingStore mappings = AuditSchema.present(sql) ? new MappingStore(sql) : null;
            List<PreviewStep> steps = new ArrayList<>();
            PreviewReferences references = new PreviewReferences(
                    plan, target, session, mappings, (entity, keys) -> keys(steps, entity, keys));
            EntityTables entities = EntityTables.of(plan.plan(), target);
            for (CheckedStep step : plan.steps()) {
                StepProgram program = StepProgram.bind(plan, step, target, entities);
                KnownRows known = mappings == null ? KnownRows.NONE : known(mappings, plan, step);
                steps.add(new PreviewStep(program, reader, containers, references, known, numbers(program, session)));
            }
            List<StepPreview> previews = new ArrayList<>();
            steps.forEach(step -> previews.add(preview(step, session, rows)));
            return new PreviewReport(plan.plan().name(), plan.hash(), snapshot.takenAt(), snapshot.holdsWritersBack(), previews);
        }
    }

    /** What the steps of an entity would make of source rows; two steps may move parts of the same entity. */
    private static Map<List<String>, String> keys(
            List<PreviewStep> steps, String entity, Collection<List<String>> sourceKeys) {
        Map<List<String>, String> found = new HashMap<>();
        for (PreviewStep step : steps) {
            if (step.program().step().entity().equals(entity)) {
                found.putAll(step.keys(sourceKeys));
            }
        }
        return found;
    }

    private static StepPreview preview(PreviewStep step, TargetSession session, int rows) {
        List<RowChunk> chunks = step.first(rows);
        List<StepPreview.Problem> problems = new ArrayList<>();
        StepPreview.Rows source = source(step, chunks);
        Map<String, Map<String, @Nullable String>> byKey = byKey(source, step.program().step().key());
        TargetDifference difference = new TargetDifference(
                step.program().step(), step.program().tables(), session, key -> byKey.getOrDefault(key, Map.of()), problems);
        step.transform(chunks, problems).forEach(difference::add);
        return new StepPreview(step.program().step().name(), source, difference.differences(), problems);
    }

    private static Map<String, Map<String, @Nullable String>> byKey(StepPreview.Rows rows, List<String> key) {
        Map<String, Map<String, @Nullable String>> byKey = new HashMap<>();
        for (List<@Nullable String> cells : rows.rows()) {
            Map<String, @Nullable String> row = new HashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                row.put(rows.columns().get(i), cells.get(i));
            }
            byKey.put(KeyTexts.write(key.stream().map(column -> String.valueOf(row.get(column))).toList()), row);
        }
        return byKey;
    }

    private static StepPreview.Rows source(PreviewStep step, List<RowChunk> chunks) {
        List<ExtractColumn> columns = step.checked().extract().columns();
        ValueType[] layouts = columns.stream().map(ExtractColumn::layout).toArray(ValueType[]::new);
        List<List<@Nullable String>> rows = new ArrayList<>();
        for (RowChunk chunk : chunks) {
            for (int row = 0; row < chunk.rows(); row++) {
                rows.add(Tuples.texts(chunk.bytes(), chunk.starts()[row], layouts));
            }
        }
        return new StepPreview.Rows(columns.stream().map(ExtractColumn::name).toList(), rows);
    }

    /** Rows that earlier runs moved are shown as they would be now, so nothing is taken for the same unseen. */
    private static KnownRows known(MappingStore mappings, CheckedPlan plan, CheckedStep step) {
        return keys -> {
            Map<String, KnownRows.Known> found = new HashMap<>();
            mappings.known(plan.plan().effectiveNamespace(), step.step().entity(), keys, NO_RUN)
                    .forEach((key, known) -> found.put(
                            key, new KnownRows.Known(known.runId(), known.targetKey(), known.sourceHash(), false, Set.of())));
            return found;
        };
    }

    private static SequenceNumbers numbers(StepProgram program, TargetSession session) {
        boolean numbered = program.step().newKeys().stream().anyMatch(key -> key.kind() == NewKey.Kind.SEQUENCE);
        if (!numbered) {
            return (column, count) -> new long[count];
        }
        Table own = program.tables().getFirst();
        return SampleNumbers.after(session.connection(), own, program.step().ownWrite().key().getFirst());
    }
}
