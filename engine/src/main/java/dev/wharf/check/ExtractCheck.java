package dev.wharf.check;

import dev.wharf.database.Database;
import dev.wharf.database.Extract;
import dev.wharf.database.ExtractColumn;
import dev.wharf.database.SqlFault;
import dev.wharf.failure.Kind;
import dev.wharf.failure.Nearest;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import dev.wharf.plan.NewKey;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What an extract gives, against what the plan takes from it. */
final class ExtractCheck {

    private static final String GATE = "schema";

    /** Failures of the environment that one extract meets and another does not. */
    private static final Set<String> OF_THE_TEXT = Set.of("database-permission", "database-timeout");

    private final Notes notes;
    private final Database source;

    ExtractCheck(Notes notes, Database source) {
        this.notes = notes;
        this.source = source;
    }

    /** The extract's columns and key; empty where something is wrong with them. Only guarded SQL may come here. */
    Optional<Extract> check(Step step, String text) {
        String sql = text.strip();
        int before = notes.count();
        Extract described;
        try {
            described = source.describe(sql, List.of());
        } catch (WharfException e) {
            refused(step, e);
            return Optional.empty();
        }
        List<Finding> unknown = QuotedNameCheck.check(source, step.name(), step.extract(), text, UnaryOperator.identity());
        notes.refuseAll(unknown);
        if (!unknown.isEmpty()) {
            return Optional.empty();
        }
        List<String> columns = described.columns().stream().map(ExtractColumn::name).toList();
        twice(step, columns);
        for (String column : step.key()) {
            known(step, columns, column, "key");
        }
        List<String> added = new ArrayList<>();
        for (NewKey key : step.newKeys()) {
            added.add(key.column());
            key.from().forEach(column -> known(step, columns, column, "the new key " + key.column()));
        }
        for (Reference reference : step.references()) {
            added.add(reference.column());
            List<String> from = reference.entity() != null ? reference.from() : List.copyOf(reference.match().values());
            from.forEach(column -> known(step, columns, column, "the reference " + reference.column()));
        }
        for (String column : added) {
            if (columns.contains(column)) {
                notes.refuse(GATE, step, PlanFile.NAME, "column-clash",
                        "newKeys or references add the column " + column + ", which " + step.extract() + " gives already.",
                        "Give the added column another name, or rename the extract's by AS.");
            }
        }
        return notes.count() == before ? Optional.of(new Extract(sql, described.columns(), step.key())) : Optional.empty();
    }

    /** Runs what reads an extract; what the source says against the text becomes a finding of its step. */
    void refusing(Step step, Runnable read) {
        try {
            read.run();
        } catch (WharfException e) {
            refused(step, e);
        }
    }

    private void refused(Step step, WharfException e) {
        if (e.kind() != Kind.DATA && !OF_THE_TEXT.contains(e.code())) {
            throw e;
        }
        Optional<SqlFault> fault = SqlFault.of(e);
        notes.refuse(new Finding(
                GATE,
                step.name(),
                step.extract(),
                fault.map(SqlFault::line).orElse(null),
                fault.map(SqlFault::column).orElse(null),
                e.code(),
                e.text(),
                e.next()));
    }

    private void twice(Step step, List<String> columns) {
        Set<String> seen = new HashSet<>();
        for (String column : columns) {
            if (!seen.add(column)) {
                notes.refuse(GATE, step, step.extract(), "column-twice",
                        step.extract() + " gives two columns named " + column + ".",
                        "Name each once: rename one of them by AS, or list the columns instead of *.");
            }
        }
    }

    private void known(Step step, List<String> columns, String column, String where) {
        if (!columns.contains(column)) {
            notes.refuse(GATE, step, PlanFile.NAME, "unknown-extract-column",
                    where + " names " + column + ", a column that " + step.extract() + " does not give.",
                    Nearest.hint(column, columns, "It gives " + String.join(", ", columns) + "."));
        }
    }
}
