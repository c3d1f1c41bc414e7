package dev.wharf.check;

import dev.wharf.catalog.Column.Generated;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.database.Database;
import dev.wharf.failure.Nearest;
import dev.wharf.gate.ClassUse;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import dev.wharf.transform.CheckedStep;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The names in a class against the extract and the tables it writes. */
final class UseCheck {

    private static final String GATE = "schema";

    /**
     * A column as the class sees it.
     *
     * @param type in the source; null for a column that the engine adds
     */
    record SourceColumn(ValueType layout, @Nullable ColumnType type) {}

    private final Notes notes;
    private final OpenQuestions open;
    private final Schema schema;
    private final Database target;

    UseCheck(Notes notes, OpenQuestions open, Schema schema, Database target) {
        this.notes = notes;
        this.open = open;
        this.schema = schema;
        this.target = target;
    }

    /** @param columns what the class may read: the extract's columns and those that the engine adds, by name */
    void check(CheckedStep checked, Map<String, SourceColumn> columns) {
        Step step = checked.step();
        String java = checked.java();
        ClassUse use = checked.use();
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Write write : step.writes()) {
            schema.table(write.table()).ifPresent(table -> tables.put(write.table(), table));
        }
        sourceNames(step, java, use, columns.keySet());
        boolean known = tableNames(step, java, use, tables.keySet());
        known &= columnNames(step, java, use, tables);
        if (known) {
            later(step, java, use);
            if (!use.computedTarget()) {
                coverage(step, use, tables);
            }
            copies(step, java, use, columns, tables);
        }
    }

    private void sourceNames(Step step, String java, ClassUse use, Set<String> columns) {
        Set<String> named = new TreeSet<>(use.reads());
        use.copies().forEach(copy -> named.add(copy.source()));
        for (String column : named) {
            if (later(step, column)) {
                notes.refuseName(step, java, column, GATE, "later-read",
                        step.transform() + " reads " + column + ", a reference that is filled only after all rows are written.",
                        "Leave the column that it fills alone.");
            } else if (!columns.contains(column)) {
                notes.refuseName(step, java, column, GATE, "unknown-source-column",
                        step.transform() + " reads " + column + ", a column that neither " + step.extract()
                                + " nor the plan's newKeys and references give.",
                        Nearest.hint(column, columns, "They give " + String.join(", ", columns) + "."));
            }
        }
    }

    private static boolean later(Step step, String column) {
        return step.references().stream().anyMatch(r -> r.later() && r.column().equals(column));
    }

    private boolean tableNames(Step step, String java, ClassUse use, Set<String> tables) {
        boolean known = true;
        List<String> written = step.writes().stream().map(Write::table).toList();
        for (String table : use.tables()) {
            if (!written.contains(table)) {
                known = false;
                notes.refuseName(step, java, table, GATE, "unknown-target-table",
                        step.transform() + " inserts into " + table + ", which the step's writes do not name.",
                        Nearest.hint(table, written, "They name " + String.join(", ", written) + "."));
            }
        }
        if (!use.computedTarget()) {
            for (String table : written) {
                if (!use.tables().contains(table)) {
                    known = false;
                    notes.refuse(GATE, step, step.transform(), "table-never-written",
                            "writes names " + table + ", but " + step.transform() + " never inserts into it.",
                            "Insert into it in the class, or take it out of writes.");
                }
            }
        }
        return known && tables.containsAll(written);
    }

    private boolean columnNames(Step step, String java, ClassUse use, Map<String, Table> tables) {
        if (tables.isEmpty()) {
            return false;
        }
        Set<String> all = new TreeSet<>();
        tables.values().forEach(table -> all.addAll(TargetTables.columns(table)));
        boolean known = true;
        for (String column : targets(use)) {
            List<Column> found = tables.values().stream().flatMap(t -> t.column(column).stream()).toList();
            if (found.isEmpty()) {
                known = false;
                notes.refuseName(step, java, column, GATE, "unknown-target-column",
                        step.transform() + " sets " + column + ", a column that " + String.join(", ", tables.keySet())
                                + (tables.size() == 1 ? " does not have." : " do not have."),
                        Nearest.hint(column, all, "There are " + String.join(", ", all) + "."));
            } else if (found.stream().allMatch(c -> c.generated() == Generated.COMPUTED)) {
                known = false;
                notes.refuseName(step, java, column, GATE, "computed-column",
                        step.transform() + " sets " + column + ", which " + target.name() + " computes by itself.",
                        "Leave it out.");
            }
        }
        return known;
    }

    private static Set<String> targets(ClassUse use) {
        Set<String> columns = new TreeSet<>(use.sets());
        use.copies().forEach(copy -> columns.add(copy.target()));
        return columns;
    }

    private void later(Step step, String java, ClassUse use) {
        for (Reference reference : step.references()) {
            Reference.Fills fills = reference.fills();
            // The same name in a second table may well be set; only one table leaves no doubt.
            if (fills != null && step.writes().size() == 1 && targets(use).contains(fills.column())) {
                notes.refuseName(step, java, fills.column(), GATE, "later-set",
                        step.transform() + " sets " + fills.column() + ", which the later reference " + reference.column()
                                + " fills after all rows are written.",
                        "Leave the column alone in the class.");
            }
        }
    }

    private void coverage(Step step, ClassUse use, Map<String, Table> tables) {
        Set<String> set = targets(use);
        for (Write write : step.writes()) {
            Table table = tables.get(write.table());
            if (table == null) {
                continue;
            }
            List<String> unset = new ArrayList<>(write.key());
            unset.removeAll(set);
            for (String column : unset) {
                refuse(step, "key-not-set",
                        step.transform() + " never sets " + column + ", the key by which " + write.table() + " is written.",
                        open.orElse(step, write.table(), column, "Set it, from a column that `newKeys:` adds where the source has none."));
            }
            Set<String> filled = new HashSet<>(unset);
            step.references().stream()
                    .map(Reference::fills)
                    .filter(f -> f != null && f.table().equals(write.table()))
                    .forEach(f -> filled.add(f.column()));
            for (Column column : table.columns()) {
                if (!column.nullable()
                        && column.defaultExpression() == null
                        && column.generated() == Generated.NO
                        && !set.contains(column.name())
                        && !filled.contains(column.name())) {
                    refuse(step, "not-null-not-set",
                            step.transform() + " never sets " + write.table() + "." + column.name()
                                    + ", which is NOT NULL and has no default.",
                            open.orElse(step, write.table(), column.name(), "Set it in the class."));
                }
            }
        }
    }

    private void copies(
            Step step, String java, ClassUse use, Map<String, SourceColumn> columns, Map<String, Table> tables) {
        for (ClassUse.Copy copy : use.copies()) {
            SourceColumn from = columns.get(copy.source());
            List<Column> to = tables.values().stream().flatMap(t -> t.column(copy.target()).stream()).toList();
            if (from == null || to.isEmpty() || to.stream().anyMatch(column -> encodes(from, column))) {
                continue;
            }
            notes.refuseName(step, java, copy.source(), GATE, "copy-type",
                    step.transform() + " copies " + copy.source() + " (" + typeName(from) + ") to " + copy.target() + " ("
                            + to.getFirst().type().sqlName() + "), which can hold no value of that type.",
                    "Read it by an accessor of SourceRow and set what the column takes.");
        }
    }

    private boolean encodes(SourceColumn from, Column to) {
        return to.generated() != Generated.COMPUTED && target.encoder(from.layout(), from.type(), to) != null;
    }

    private static String typeName(SourceColumn column) {
        if (column.type() == null) {
            return column.layout().name().toLowerCase(Locale.ROOT);
        }
        return column.type().sqlName().isEmpty() ? "no declared type" : column.type().sqlName();
    }

    private void refuse(Step step, String rule, String message, String next) {
        notes.refuse(GATE, step, step.transform(), rule, message, next);
    }
}
