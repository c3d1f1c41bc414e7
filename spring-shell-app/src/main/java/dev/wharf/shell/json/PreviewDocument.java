package dev.wharf.shell.json;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.wharf.gate.Finding;
import dev.wharf.preview.PreviewReport;
import dev.wharf.preview.StepPreview;
import dev.wharf.shell.text.Age;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import dev.wharf.shell.text.Table;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a plan would do with the first rows of each step; nothing was written. Cells are text or null.
 *
 * @param snapshotAt when the source stood as it was read, ISO 8601, UTC
 * @param source the connection's name, where a run keeps other programs from writing to it, else null
 * @param warnings of its check, which sees all rows: how many refer to nothing, and what may be chosen for them
 */
public record PreviewDocument(
        String plan,
        String hash,
        String snapshotAt,
        List<PreviewedStep> steps,
        List<CheckDocument.FoundProblem> warnings,
        @JsonIgnore @Nullable String source)
        implements Document {

    public record PreviewedStep(String name, Rows source, List<Difference> target, List<Trouble> problems) {}

    public record Rows(List<String> columns, List<List<@Nullable String>> rows) {}

    /**
     * What would change in one table.
     *
     * @param changes for each row: insert, update or unchanged
     * @param volatileColumns columns that no row sets and whose default is another one at every run
     */
    public record Difference(
            String table,
            List<String> columns,
            List<List<@Nullable String>> rows,
            List<String> changes,
            int insert,
            int update,
            int unchanged,
            List<String> volatileColumns) {}

    /** A source row that would not be moved. */
    public record Trouble(String key, String reason) {}

    public static PreviewDocument of(PreviewReport report, List<Finding> warnings, String source) {
        return new PreviewDocument(
                report.plan(),
                report.hash().value(),
                report.snapshotAt().truncatedTo(ChronoUnit.MILLIS).toString(),
                report.steps().stream().map(PreviewDocument::step).toList(),
                warnings.stream().map(CheckDocument.FoundProblem::of).toList(),
                report.holdsWritersBack() ? source : null);
    }

    private static PreviewedStep step(StepPreview s) {
        return new PreviewedStep(
                s.name(),
                new Rows(s.source().columns(), s.source().rows()),
                s.target().stream().map(PreviewDocument::difference).toList(),
                s.problems().stream().map(p -> new Trouble(p.key(), p.reason())).toList());
    }

    private static Difference difference(StepPreview.TableDifference d) {
        return new Difference(
                d.table(),
                d.rows().columns(),
                d.rows().rows(),
                d.changes().stream().map(c -> c.name().toLowerCase(Locale.ROOT)).toList(),
                d.insert(),
                d.update(),
                d.unchanged(),
                d.volatileColumns());
    }

    @Override
    public void print(Page page) {
        for (PreviewedStep step : steps) {
            page.heading("step " + step.name() + ": the first " + Page.count(step.source().rows().size(), "source row", "source rows"));
            Table source = Table.ofData(step.source().columns());
            step.source().rows().forEach(r -> source.row(Style.PLAIN, shown(r)));
            page.table(source);
            step.target().forEach(d -> print(page, d));
            step.problems().forEach(p -> page.line(
                    Style.BAD, "! " + (p.key().isEmpty() ? "" : "row " + p.key() + ": ") + RejectReason.shown(p.reason())));
            if (step.problems().stream().anyMatch(p -> RejectReason.thrown(p.reason()))) {
                page.indented(RejectReason.NEXT);
            }
            page.blank();
        }
        warnings.forEach(warning -> warning.print(page, Style.CHANGED, "warning"));
        if (!warnings.isEmpty()) {
            page.blank();
        }
        page.line(Style.FAINT, "The source as it stood at " + Page.time(snapshotAt) + " UTC, "
                + Age.between(snapshotAt, Instant.now()) + " ago.");
        if (source != null) {
            page.line(Style.FAINT, "While a run reads it, other programs cannot write to " + source + ": its SQLite file is not in WAL mode.");
        }
        String question = CheckDocument.openQuestion(warnings);
        page.line("Nothing was written. " + (question == null ? "Next: `wharf approve " + plan + "`." : question));
    }

    /** As a difference: + would be inserted, ~ updated, = is the same already. */
    private static void print(Page page, Difference d) {
        page.blank();
        page.heading("→ " + d.table() + ": " + d.insert() + " insert, " + d.update() + " update, " + d.unchanged()
                + " unchanged");
        List<String> headings = new ArrayList<>(List.of(""));
        headings.addAll(d.columns());
        Table table = Table.ofData(headings);
        for (int i = 0; i < d.rows().size(); i++) {
            List<@Nullable String> cells = new ArrayList<>(shown(d.rows().get(i)));
            String change = d.changes().get(i);
            cells.addFirst(sign(change));
            table.row(style(change), cells);
        }
        page.table(table);
        if (!d.volatileColumns().isEmpty()) {
            page.line(Style.FAINT, "Another value at every run: " + String.join(", ", d.volatileColumns()));
        }
    }

    private static List<@Nullable String> shown(List<@Nullable String> cells) {
        return cells.stream().<@Nullable String>map(c -> c == null ? "NULL" : c).toList();
    }

    private static String sign(String change) {
        return switch (change) {
            case "insert" -> "+";
            case "update" -> "~";
            default -> "=";
        };
    }

    private static Style style(String change) {
        return switch (change) {
            case "insert" -> Style.GOOD;
            case "update" -> Style.CHANGED;
            default -> Style.FAINT;
        };
    }
}
