package dev.wharf.shell.json;

import dev.wharf.gate.Finding;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the gates said of a plan.
 *
 * @param hash null where the plan's files cannot be read
 * @param warnings what refuses nothing
 */
public record CheckDocument(
        String plan, @Nullable String hash, boolean ok, List<FoundProblem> findings, List<FoundProblem> warnings)
        implements Document {

    /** Places are null where there is none. */
    public record FoundProblem(
            String gate,
            @Nullable String step,
            @Nullable String file,
            @Nullable Integer line,
            @Nullable Integer column,
            String rule,
            String message,
            String next) {

        static FoundProblem of(Finding f) {
            return new FoundProblem(
                    f.gate(), f.step(), f.file(), f.line(), f.column(), f.rule(), f.message(), f.next());
        }

        void print(Page page, Style style, String word) {
            page.blank();
            page.line(style, word + ": " + place() + " [" + rule + "]");
            page.indented(message);
            page.indented(next);
        }

        private String place() {
            if (file == null) {
                return step == null ? gate : gate + " " + step;
            }
            return gate + " " + file + (line == null ? "" : ":" + line + (column == null ? "" : ":" + column));
        }
    }

    /** What answers the first open question of a plan; null where none is open. */
    static @Nullable String openQuestion(List<FoundProblem> warnings) {
        return warnings.stream().filter(w -> w.rule().equals("open-decisions")).map(FoundProblem::next).findFirst().orElse(null);
    }

    public static CheckDocument of(
            String plan, @Nullable String hash, List<Finding> findings, List<Finding> warnings) {
        return new CheckDocument(
                plan,
                hash,
                findings.isEmpty(),
                findings.stream().map(FoundProblem::of).toList(),
                warnings.stream().map(FoundProblem::of).toList());
    }

    @Override
    public int exitCode() {
        return ok ? 0 : 3;
    }

    @Override
    public void print(Page page) {
        page.field("plan", plan);
        page.field("hash", hash);
        findings.forEach(f -> f.print(page, Style.BAD, "refused"));
        warnings.forEach(f -> f.print(page, Style.CHANGED, "warning"));
        page.blank();
        String question = openQuestion(warnings);
        if (ok && question != null) {
            page.line(Style.CHANGED, "Every gate passed, but a question is open. " + question);
        } else if (ok) {
            page.line(Style.GOOD, "Every gate passed. Next: `wharf preview " + plan + "`.");
        } else {
            page.line(Style.BAD, findings.size() + (findings.size() == 1 ? " finding refuses" : " findings refuse")
                    + " the plan.");
        }
    }
}
