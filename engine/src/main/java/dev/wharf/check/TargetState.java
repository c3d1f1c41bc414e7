package dev.wharf.check;

import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.database.ConnectionLost;
import dev.wharf.database.Database;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.OptionalLong;

/** What a person should know of the tables that a plan writes: rows that are there before, triggers that fire. */
final class TargetState {

    private static final String GATE = "target";

    /** With more rows than these nobody wants to know how many there are. */
    private static final int COUNTED = 10_000;

    private final Notes notes;
    private final Database database;
    private final Schema target;

    TargetState(Notes notes, Database database, Schema target) {
        this.notes = notes;
        this.database = database;
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

    /**
     * A survey may estimate, and an estimate counts rows that were rolled back or deleted; so this looks. Empty where it may
     * not or cannot, which is no reason to refuse a plan.
     */
    private OptionalLong count(Table table) {
        String some = "SELECT 1 AS one FROM " + QuotedName.of(table.name()) + " LIMIT " + (COUNTED + 1);
        try (TargetSession session = database.openTarget();
                Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery("SELECT count(*) FROM (" + some + ") AS found")) {
                row.next();
                return OptionalLong.of(row.getLong(1));
            }
        } catch (SQLException | ConnectionLost e) {
            return OptionalLong.empty();
        } catch (WharfException e) {
            if (e.kind() == Kind.DEFECT || e.kind() == Kind.INTERRUPTED) {
                throw e;
            }
            return OptionalLong.empty();
        }
    }

    private void rows(Step step, Write write, Table table) {
        OptionalLong count = count(table);
        if (count.isPresent() && count.getAsLong() == 0) {
            return;
        }
        String holds = count.isPresent()
                ? " holds " + rows(count.getAsLong()) + " already"
                : String.format(Locale.ROOT, " holds about %,d rows already, by the database's own estimate", table.rows());
        String becomes = switch (write.mode()) {
            case INSERT -> "a source row whose key is among them is rejected";
            case UPSERT -> "a source row whose key is among them updates that row, and a rollback gives it back";
            case SKIP_EXISTING -> "a source row whose key is among them is left out, and that row stays as it is";
        };
        notes.warn(GATE, step, PlanFile.NAME, "target-holds-rows",
                table.name() + holds + "; with mode "
                        + write.mode().word() + " " + becomes + ".",
                "Choose among insert, upsert and skip-existing, or begin with an empty table.");
    }

    private static String rows(long count) {
        return count > COUNTED
                ? String.format(Locale.ROOT, "more than %,d rows", COUNTED)
                : String.format(Locale.ROOT, "%,d", count) + (count == 1 ? " row" : " rows");
    }

    private void triggers(Step step, Table table) {
        notes.warn(GATE, step, PlanFile.NAME, "target-triggers",
                table.name() + " has triggers that fire for every row: " + String.join(", ", table.triggers()) + ".",
                "Look at what they do; where they alter rows, the run says so and a verification counts these rows as changed.");
    }
}
