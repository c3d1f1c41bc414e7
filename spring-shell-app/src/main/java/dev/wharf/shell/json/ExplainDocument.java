package dev.wharf.shell.json;

import dev.wharf.explain.Explanation;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A plan in plain words. */
public record ExplainDocument(
        String plan,
        String hash,
        String request,
        List<String> summary,
        List<ToldStep> steps,
        List<Answered> decided,
        List<Asked> open,
        List<String> risks,
        List<String> safeguards)
        implements Document {

    public record ToldStep(String name, String title, List<String> lines) {}

    public record Answered(String id, @Nullable String step, String question, String answer) {}

    public record Asked(String id, @Nullable String step, String question, List<String> options) {}

    public static ExplainDocument of(Explanation e) {
        return new ExplainDocument(
                e.plan(),
                e.hash(),
                e.request(),
                e.summary(),
                e.steps().stream().map(s -> new ToldStep(s.name(), s.title(), s.lines())).toList(),
                e.decided().stream().map(d -> new Answered(d.id(), d.step(), d.question(), d.answer())).toList(),
                e.open().stream().map(o -> new Asked(o.id(), o.step(), o.question(), o.options())).toList(),
                e.risks(),
                e.safeguards());
    }

    @Override
    public void print(Page page) {
        page.field("plan", plan);
        page.field("request", request);
        page.blank();
        page.heading("What will happen");
        summary.forEach(page::line);
        for (int i = 0; i < steps.size(); i++) {
            page.blank();
            page.line(Style.STRONG, (i + 1) + ". " + steps.get(i).title() + " (step " + steps.get(i).name() + ")");
            steps.get(i).lines().forEach(page::indented);
        }
        if (!decided.isEmpty()) {
            page.blank();
            page.heading("What was decided");
            for (Answered answered : decided) {
                page.line(answered.question());
                page.indented(answered.answer());
            }
        }
        if (!open.isEmpty()) {
            page.blank();
            page.heading("What is still to decide");
            for (Asked asked : open) {
                page.line(asked.question());
                page.indented("`wharf answer " + plan + " " + asked.id() + "="
                        + (asked.options().isEmpty() ? "VALUE" : String.join("|", asked.options())) + "`");
            }
        }
        page.blank();
        page.heading("What could go wrong");
        risks.forEach(page::line);
        page.blank();
        page.heading("What holds in any case");
        safeguards.forEach(page::line);
    }
}
