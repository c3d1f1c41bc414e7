package dev.wharf.transform;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.Database;
import dev.wharf.database.ExtractColumn;
import dev.wharf.database.ReadColumn;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.ClassUse;
import dev.wharf.plan.NewKey;
import dev.wharf.plan.Plan;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import dev.wharf.sandbox.SandboxSettings;
import dev.wharf.sandbox.TransformSpec;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A checked step bound to its source and target: which columns are read, which the engine adds, which cross the wall, and
 * which tables the class may write. Immutable.
 */
public final class StepProgram {

    /** A source column as the class names it: where its value for crossing and its value for copying stand in a wide row. */
    record Slot(String name, ValueType type, boolean crosses, int crossIndex, int copyIndex, @Nullable ExtractColumn column) {}

    private final CheckedStep checked;
    private final Plan plan;
    private final Database target;
    private final List<ReadColumn> read;
    private final List<VirtualColumn> virtuals;
    private final List<Slot> slots;
    private final List<Table> tables;
    private final int[] keyIndexes;

    private StepProgram(
            CheckedStep checked,
            Plan plan,
            Database target,
            List<ReadColumn> read,
            List<VirtualColumn> virtuals,
            List<Slot> slots,
            List<Table> tables) {
        this.checked = checked;
        this.plan = plan;
        this.target = target;
        this.read = List.copyOf(read);
        this.virtuals = List.copyOf(virtuals);
        this.slots = List.copyOf(slots);
        this.tables = List.copyOf(tables);
        this.keyIndexes = indexes(checked, checked.extract().key());
    }

    /**
     * Binds a step.
     *
     * @param entityTable the table that holds an entity's own rows where earlier runs moved it; by entity
     */
    public static StepProgram bind(
            CheckedPlan plan, CheckedStep checked, Database target, java.util.function.Function<String, Optional<String>> entityTable) {
        ClassUse use = checked.use();
        List<ReadColumn> read = new ArrayList<>();
        checked.extract().columns().forEach(column -> read.add(new ReadColumn(column, false)));
        int native0 = read.size();
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < native0; i++) {
            ExtractColumn column = read.get(i).column();
            boolean crosses = use.computedSource() || use.reads().contains(column.name());
            boolean asText = crosses && column.layout() == ValueType.OPAQUE;
            if (asText) {
                read.add(new ReadColumn(column, true));
            }
            slots.add(new Slot(
                    column.name(),
                    asText ? ValueType.TEXT : column.layout(),
                    crosses,
                    asText ? read.size() - 1 : i,
                    i,
                    column));
        }
        List<VirtualColumn> virtuals = virtuals(plan, checked, entityTable);
        for (int v = 0; v < virtuals.size(); v++) {
            VirtualColumn column = virtuals.get(v);
            boolean crosses = use.computedSource() || use.reads().contains(column.name());
            int index = read.size() + v;
            slots.add(new Slot(column.name(), column.type(), crosses, index, index, null));
        }
        List<Table> tables = checked.step().writes().stream()
                .map(w -> table(plan, w.table()))
                .toList();
        return new StepProgram(checked, plan.plan(), target, read, virtuals, slots, tables);
    }

    public Step step() {
        return checked.step();
    }

    public CheckedStep checked() {
        return checked;
    }

    public Plan plan() {
        return plan;
    }

    /** What is read for every row, in this order. */
    public List<ReadColumn> read() {
        return read;
    }

    /** The tables of the step's writes, in their order. */
    public List<Table> tables() {
        return tables;
    }

    /** References that are filled in a closing pass. */
    public List<Reference> laterReferences() {
        return step().references().stream().filter(Reference::later).toList();
    }

    /** What a runner container is started with for this step. */
    public TransformSpec spec(@Nullable String run, SandboxSettings settings) {
        List<TransformSpec.SourceColumn> columns = slots.stream()
                .map(s -> new TransformSpec.SourceColumn(s.name(), s.type(), s.crosses()))
                .toList();
        List<TransformSpec.TargetTable> targets = new ArrayList<>();
        for (int i = 0; i < tables.size(); i++) {
            targets.add(new TransformSpec.TargetTable(
                    step().writes().get(i).table(),
                    tables.get(i).columns().stream().map(Column::name).toList()));
        }
        return new TransformSpec(run, step().name(), step().className(), checked.classes(), columns, targets, settings);
    }

    Database target() {
        return target;
    }

    List<VirtualColumn> virtuals() {
        return virtuals;
    }

    List<Slot> slots() {
        return slots;
    }

    int[] keyIndexes() {
        return keyIndexes;
    }

    private static List<VirtualColumn> virtuals(
            CheckedPlan plan, CheckedStep checked, java.util.function.Function<String, Optional<String>> entityTable) {
        List<VirtualColumn> virtuals = new ArrayList<>();
        for (NewKey key : checked.step().newKeys()) {
            int[] from = indexes(checked, key.from());
            virtuals.add(
                    switch (key.kind()) {
                        case UUID ->
                            new VirtualColumn.NewUuid(
                                    key,
                                    from,
                                    new DerivedId(
                                            plan.plan().effectiveNamespace(),
                                            checked.step().entity()));
                        case SEQUENCE -> new VirtualColumn.NewNumber(key, from);
                    });
        }
        for (Reference reference : checked.step().references()) {
            if (!reference.later()) {
                List<String> from = reference.entity() != null
                        ? reference.from()
                        : List.copyOf(reference.match().values());
                virtuals.add(new VirtualColumn.Referenced(
                        reference, indexes(checked, from), referenceType(plan, checked, reference, entityTable)));
            }
        }
        return virtuals;
    }

    /** A reference has the type of the key that it gives. */
    private static ValueType referenceType(
            CheckedPlan plan,
            CheckedStep checked,
            Reference reference,
            java.util.function.Function<String, Optional<String>> entityTable) {
        if (reference.entity() == null) {
            String key = java.util.Objects.requireNonNull(reference.key());
            return keyType(table(plan, java.util.Objects.requireNonNull(reference.table())), List.of(key));
        }
        for (CheckedStep other : plan.steps()) {
            if (other.step().entity().equals(reference.entity())) {
                Write own = other.step().ownWrite();
                return keyType(table(plan, own.table()), own.key());
            }
        }
        Optional<Table> earlier = entityTable.apply(reference.entity()).flatMap(name -> plan.target().table(name));
        if (earlier.isPresent() && earlier.get().primaryKey().size() == 1) {
            return keyType(earlier.get(), earlier.get().primaryKey());
        }
        return ValueType.TEXT;
    }

    private static ValueType keyType(Table table, List<String> key) {
        if (key.size() != 1) {
            return ValueType.TEXT;
        }
        return switch (table.column(key.getFirst()).orElseThrow().type().kind()) {
            case UUID -> ValueType.UUID;
            case SMALLINT, INTEGER, BIGINT -> ValueType.INT8;
            default -> ValueType.TEXT;
        };
    }

    private static Table table(CheckedPlan plan, String name) {
        return plan.target()
                .table(name)
                .orElseThrow(() -> new WharfException(
                        Kind.REFUSED,
                        "unknown-table",
                        "The target has no table " + name + ".",
                        "Correct `writes` in plan.yaml; `wharf survey " + plan.plan().target() + "` lists the tables."));
    }

    private static int[] indexes(CheckedStep checked, List<String> columns) {
        return columns.stream()
                .mapToInt(column -> {
                    int index = checked.extract().indexOf(column);
                    if (index < 0) {
                        throw new WharfException(
                                Kind.REFUSED,
                                "unknown-column",
                                "The extract of step " + checked.step().name() + " has no column " + column + ".",
                                "Select it in " + checked.step().extract() + " or correct plan.yaml.");
                    }
                    return index;
                })
                .toArray();
    }
}
