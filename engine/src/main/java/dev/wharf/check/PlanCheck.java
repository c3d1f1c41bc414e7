package dev.wharf.check;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Column.Generated;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableKind;
import dev.wharf.database.WriteMode;
import dev.wharf.failure.Nearest;
import dev.wharf.plan.NewKey;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What plan.yaml says of the target, against the tables that are there. */
final class PlanCheck {

    private static final String GATE = "schema";

    private final Notes notes;
    private final Plan plan;
    private final Schema target;
    private final String targetName;
    private final Set<String> movedEntities;

    /** @param movedEntities entities that earlier runs moved in the plan's namespace */
    PlanCheck(Notes notes, Plan plan, Schema target, Set<String> movedEntities) {
        this.notes = notes;
        this.plan = plan;
        this.target = target;
        this.targetName = plan.target();
        this.movedEntities = movedEntities;
    }

    void check(Step step) {
        step.writes().forEach(write -> write(step, write));
        step.newKeys().forEach(key -> newKey(step, key));
        for (Reference reference : step.references()) {
            if (reference.table() != null) {
                match(step, reference, reference.table());
            } else if (reference.entity() != null) {
                entity(step, reference, reference.entity());
            }
            Reference.Fills fills = reference.fills();
            if (fills != null) {
                fills(step, reference, fills);
            }
        }
    }

    private void write(Step step, Write write) {
        Optional<Table> found = table(step, write.table(), "writes");
        if (found.isEmpty()) {
            return;
        }
        Table table = found.get();
        if (table.kind() == TableKind.VIEW) {
            refuse(step, "write-view", "writes names " + write.table() + ", which is a view.",
                    "Write the tables that it reads.");
            return;
        }
        Set<String> unknown = new HashSet<>(write.key());
        unknown.removeAll(TargetTables.columns(table));
        for (String column : unknown) {
            refuse(step, "unknown-column", "The key of " + write.table() + " names " + column + ", a column that it does not have.",
                    hint(column, table));
        }
        if (!unknown.isEmpty()) {
            return;
        }
        if (write.mode() != WriteMode.INSERT && !TargetTables.isKey(table, write.key())) {
            refuse(step, "target-key-not-unique",
                    write.mode().word() + " into " + write.table() + " by " + names(write.key())
                            + " needs a primary key or unique constraint over just these columns; there is none.",
                    keys(table));
        } else if (!TargetTables.keepsUnique(table, write.key())) {
            notes.warn(GATE, step, PlanFile.NAME, "target-key-not-unique",
                    "Nothing in " + targetName + " keeps " + names(write.key()) + " of " + write.table()
                            + " unique, and rollback finds the run's rows by it.",
                    keys(table));
        }
    }

    private static String keys(Table table) {
        if (!table.primaryKey().isEmpty()) {
            return "The primary key of " + table.name() + " is " + names(table.primaryKey()) + ".";
        }
        return table.uniqueKeys().isEmpty()
                ? "Add a primary key or unique constraint to " + table.name() + "."
                : table.name() + " is unique by " + names(table.uniqueKeys().getFirst().columns()) + ".";
    }

    private void newKey(Step step, NewKey key) {
        if (key.kind() != NewKey.Kind.SEQUENCE) {
            return;
        }
        Optional<Table> own = target.table(step.ownWrite().table());
        if (own.isEmpty()) {
            return;
        }
        boolean numbered = step.ownWrite().key().stream()
                .flatMap(column -> own.get().column(column).stream())
                .anyMatch(PlanCheck::numbered);
        if (!numbered) {
            refuse(step, "no-sequence",
                    "newKeys takes numbers for " + key.column() + ", but no key column of " + step.ownWrite().table()
                            + " is numbered by " + targetName + ".",
                    "Use `kind: uuid`, or let a sequence or identity number the key column.");
        }
    }

    private static boolean numbered(Column column) {
        return column.generated() == Generated.BY_DEFAULT
                || column.generated() == Generated.ALWAYS_IDENTITY
                || (column.defaultExpression() != null && column.defaultExpression().contains("nextval("));
    }

    private void match(Step step, Reference reference, String name) {
        Optional<Table> found = table(step, name, "the reference " + reference.column());
        if (found.isEmpty()) {
            return;
        }
        Table table = found.get();
        Set<String> columns = new HashSet<>(reference.match().keySet());
        if (reference.key() != null) {
            columns.add(reference.key());
        }
        for (String column : columns) {
            if (table.column(column).isEmpty()) {
                refuse(step, "unknown-column",
                        "The reference " + reference.column() + " names " + column + ", a column that " + name + " does not have.",
                        hint(column, table));
            }
        }
    }

    private void entity(Step step, Reference reference, String entity) {
        Optional<Step> giver = plan.steps().stream().filter(s -> s.entity().equals(entity)).findFirst();
        if (giver.isEmpty()) {
            if (!movedEntities.contains(entity)) {
                List<String> known = plan.steps().stream().map(Step::entity).toList();
                refuse(step, "unknown-entity",
                        "The reference " + reference.column() + " looks " + entity + " up, which no step of this plan moves and no run moved to "
                                + targetName + " before.",
                        Nearest.hint(entity, known, "Move it first, add a step for it before this one, or match a row that is there by `table:`."));
            }
            return;
        }
        Step other = giver.get();
        if (other.key().size() != reference.from().size()) {
            refuse(step, "reference-arity",
                    "The reference " + reference.column() + " looks " + entity + " up by " + names(reference.from())
                            + ", but its key is " + names(other.key()) + ".",
                    "Name as many columns of the extract in `from:`, in the order of that key.");
        }
        if (other.ownWrite().key().size() != 1) {
            refuse(step, "reference-composite",
                    "The reference " + reference.column() + " looks up " + entity + ", whose rows have the key "
                            + names(other.ownWrite().key()) + " in " + other.ownWrite().table() + "; a reference gives one column.",
                    "Match the columns one by one by references with `table:` and `key:`.");
        }
    }

    private void fills(Step step, Reference reference, Reference.Fills fills) {
        Optional<Table> found = target.table(fills.table());
        if (found.isEmpty()) {
            return;
        }
        Optional<Column> column = found.get().column(fills.column());
        if (column.isEmpty()) {
            refuse(step, "unknown-column",
                    "The reference " + reference.column() + " fills " + fills.column() + ", a column that " + fills.table() + " does not have.",
                    hint(fills.column(), found.get()));
            return;
        }
        if (column.get().generated() == Generated.COMPUTED) {
            refuse(step, "computed-column", "The reference " + reference.column() + " fills " + fills.table() + "." + fills.column()
                    + ", which " + targetName + " computes by itself.", "Fill a column that can be set.");
        }
        if (column.get().nullable()) {
            return;
        }
        // The row is written first and filled at the end: until then the column is NULL, which NOT NULL never allows,
        // whether the foreign key is deferrable or not.
        Optional<ForeignKey> key = found.get().foreignKeys().stream()
                .filter(k -> k.columns().contains(fills.column()))
                .findFirst();
        if (column.get().defaultExpression() == null) {
            refuse(step, "later-not-null",
                    fills.table() + "." + fills.column() + " is NOT NULL"
                            + key.map(k -> " under the constraint " + k.name() + (k.deferrable() ? "" : ", which is not deferrable"))
                                    .orElse("")
                            + ", so it cannot be filled after its row is written.",
                    "Make the column nullable, or order the steps so that the row it refers to comes first.");
        }
    }

    private Optional<Table> table(Step step, String name, String where) {
        Optional<Table> found = target.table(name);
        if (found.isEmpty()) {
            List<String> known = TargetTables.names(target);
            refuse(step, "unknown-table", where + " names the table " + name + ", which " + targetName + " does not have.",
                    Nearest.hint(name, known, known.isEmpty()
                            ? targetName + " has no tables."
                            : "`wharf survey " + targetName + "` lists its tables."));
        }
        return found;
    }

    private static String hint(String column, Table table) {
        return Nearest.hint(column, TargetTables.columns(table), "It has " + names(TargetTables.columns(table)) + ".");
    }

    private void refuse(Step step, String rule, String message, String next) {
        notes.refuse(GATE, step, PlanFile.NAME, rule, message, next);
    }

    static String names(List<String> names) {
        return String.join(", ", names);
    }

}
