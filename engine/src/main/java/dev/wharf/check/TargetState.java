package dev.wharf.check;

import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;

/** What a person should know of the tables that a plan writes: rows that are there before, triggers that fire. */
final class TargetState {

    private static final String GATE = "target";

    private final Notes notes;
    private final Schema target;

    TargetState(Notes notes, Schema target) {
        this.notes = notes;
        this.target = target;
    }

    /** @param movedBefore whether an earlier run moved rows of the step's entity: then the rows there are its own */
    void check(Step step, boolean movedBefore) {
        for (Write write : step.writes()) {
            target.table(write.table()).ifPresent(table -> {
                if (table.rows() > 0 && !movedBefore) {
                    rows(step, write, table);
                }
                if (!table.triggers().isEmpty()) {
                    triggers(step, table);
                }
            });
        }
    }

    private void rows(Step step, Write write, Table table) {
        String becomes = switch (write.mode()) {
            case INSERT -> "a source row whose key is among them is rejected";
            case UPSERT -> "a source row whose key is among them updates that row, and a rollback gives it back";
            case SKIP_EXISTING -> "a source row whose key is among them is left out, and that row stays as it is";
        };
        notes.warn(GATE, step, PlanFile.NAME, "target-holds-rows",
                table.name() + " holds " + table.rows() + (table.rows() == 1 ? " row" : " rows") + " already; with mode "
                        + write.mode().word() + " " + becomes + ".",
                "Choose among insert, upsert and skip-existing, or begin with an empty table.");
    }

    private void triggers(Step step, Table table) {
        notes.warn(GATE, step, PlanFile.NAME, "target-triggers",
                table.name() + " has triggers that fire for every row: " + String.join(", ", table.triggers()) + ".",
                "Look at what they do; where they alter rows, the run says so and a verification counts these rows as changed.");
    }
}
