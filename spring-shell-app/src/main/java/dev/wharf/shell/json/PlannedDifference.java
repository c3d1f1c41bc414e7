package dev.wharf.shell.json;

import dev.wharf.author.PlanDifference;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Table;
import java.util.List;

/**
 * Where the plan of the template author differs from the plan that a model wrote for the same request.
 *
 * @param same how many columns both make from the same columns
 */
public record PlannedDifference(int same, List<Entry> entries) {

    /**
     * @param what only-template, only-model, other-columns, or other-write where it is about how a table is written
     * @param column of the target; empty where it is about the table
     * @param template what the template author would do; empty where it does nothing
     */
    public record Entry(String what, String table, String column, String template, String model) {}

    /** @param difference of the template author's plan from the model's */
    public static PlannedDifference of(PlanDifference difference) {
        return new PlannedDifference(difference.same(), difference.entries().stream()
                .map(e -> new Entry(word(e.kind()), e.table(), e.column(), e.first(), e.second()))
                .toList());
    }

    private static String word(PlanDifference.Kind kind) {
        return switch (kind) {
            case ONLY_FIRST -> "only-template";
            case ONLY_SECOND -> "only-model";
            case OTHER_COLUMNS -> "other-columns";
            case OTHER_WRITE -> "other-write";
        };
    }

    void print(Page page) {
        if (entries.isEmpty()) {
            page.line("The template author's plan makes all " + Page.count(same, "column", "columns") + " from the same columns.");
            return;
        }
        page.heading("where the authors differ (" + Page.count(same, "column", "columns") + " alike)");
        Table table = new Table("target column", "~template", "~model");
        entries.forEach(e -> table.row(e.column().isEmpty() ? e.table() : e.table() + "." + e.column(), dash(e.template()), dash(e.model())));
        page.table(table);
        page.blank();
    }

    private static String dash(String text) {
        return text.isEmpty() ? "–" : text;
    }
}
