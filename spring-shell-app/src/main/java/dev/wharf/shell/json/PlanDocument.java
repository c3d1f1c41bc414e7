package dev.wharf.shell.json;

import dev.wharf.author.Planned;
import dev.wharf.plan.Decision;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.MappingRule;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Style;
import dev.wharf.shell.text.Table;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A plan that stands in its folder, or a prompt that waits for its answer.
 *
 * @param path its folder
 * @param hash null where there is no plan yet
 * @param draft whether its author gave up, so that it can be neither approved nor applied
 * @param subset what comes along with picked rows; null where no subset was asked for
 * @param notes what its author has to say
 * @param difference from the template author's plan; null where that was not asked for
 * @param changes line by line, against the plan that was there
 * @param prompt null where none waits
 * @param model what a model cost; null where none was asked
 */
public record PlanDocument(
        String plan,
        String path,
        @Nullable String hash,
        String source,
        String target,
        boolean draft,
        @Nullable PlannedSubset subset,
        List<PlannedStep> steps,
        List<Question> decisions,
        List<String> notes,
        List<String> changes,
        @Nullable PlannedDifference difference,
        @Nullable Prompt prompt,
        @Nullable ModelUse model)
        implements Document {

    /**
     * @param file with the whole prompt
     * @param answerSchema the file with the answer's JSON schema
     * @param round from 1
     * @param findings what was wrong with the answer before
     */
    public record Prompt(String file, String answerSchema, int round, List<String> findings) {}

    /** @param cost in the money of model.price; null where that says nothing */
    public record ModelUse(int calls, long inputTokens, long outputTokens, @Nullable String cost) {}

    public record PlannedStep(
            String name,
            String entity,
            String extract,
            String transform,
            List<String> key,
            List<PlannedWrite> writes,
            List<Rule> mapping) {}

    public record PlannedWrite(String table, List<String> key, String mode) {}

    public record Rule(@Nullable String table, String target, List<String> from, String rule) {}

    /** @param answer null as long as the decision is open */
    public record Question(
            String id,
            @Nullable String step,
            String question,
            @Nullable String answer,
            List<String> options,
            List<String> evidence) {}

    public static PlanDocument of(Planned planned) {
        return of(planned, List.of(), null, null);
    }

    /** A prompt waits; what plan there may be is as it was. */
    public static PlanDocument waiting(String plan, String path, String source, String target, Prompt prompt) {
        return new PlanDocument(
                plan, path, null, source, target, false, null, List.of(), List.of(), List.of(), List.of(), null, prompt, null);
    }

    public static PlanDocument of(
            Planned planned, List<String> changes, @Nullable PlannedDifference difference, @Nullable ModelUse model) {
        LoadedPlan loaded = planned.plan();
        return new PlanDocument(
                loaded.plan().name(),
                planned.path().toString(),
                loaded.hash().value(),
                loaded.plan().source(),
                loaded.plan().target(),
                loaded.plan().draft(),
                planned.subset() == null ? null : PlannedSubset.of(planned.subset()),
                loaded.plan().steps().stream().map(PlanDocument::step).toList(),
                loaded.plan().decisions().stream().map(PlanDocument::question).toList(),
                planned.notes(),
                List.copyOf(changes),
                difference,
                null,
                model);
    }

    private static PlannedStep step(Step step) {
        return new PlannedStep(
                step.name(),
                step.entity(),
                step.extract(),
                step.transform(),
                step.key(),
                step.writes().stream().map(PlanDocument::write).toList(),
                step.mapping().stream().map(PlanDocument::rule).toList());
    }

    private static PlannedWrite write(Write write) {
        return new PlannedWrite(
                write.table(), write.key(), write.mode().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    private static Rule rule(MappingRule rule) {
        return new Rule(rule.table(), rule.target(), rule.from(), rule.rule());
    }

    private static Question question(Decision d) {
        return new Question(d.id(), d.step(), d.question(), d.open() ? null : d.answer(), d.options(), d.evidence());
    }

    @Override
    public void print(Page page) {
        if (prompt != null) {
            print(page, prompt);
            return;
        }
        page.field("plan", plan + (draft ? " (draft)" : ""));
        page.field("path", path);
        page.field("hash", String.valueOf(hash));
        page.field("moves", source + " → " + target);
        if (subset != null) {
            subset.print(page);
        }
        for (PlannedStep step : steps) {
            page.blank();
            String written = String.join(
                    ", ", step.writes().stream().map(w -> w.table() + " (" + w.mode() + ")").toList());
            page.heading("step " + step.name() + " → " + written);
            Table table = new Table("target column", "from", "rule");
            step.mapping().forEach(r -> table.row(
                    r.table() == null ? r.target() : r.table() + "." + r.target(), String.join(", ", r.from()), r.rule()));
            page.table(table);
        }
        printDecisions(page);
        if (decisions.isEmpty()) {
            page.blank();
        }
        printChanges(page);
        if (difference != null) {
            difference.print(page);
        }
        notes.forEach(page::line);
        if (model != null) {
            page.line("The model was asked " + Page.count(model.calls(), "time", "times") + ": " + RunDocument.count(model.inputTokens()) + " tokens read, "
                    + RunDocument.count(model.outputTokens()) + " written" + (model.cost() == null ? "" : ", cost " + model.cost()) + ".");
        }
        page.line(nextStep());
    }

    private void print(Page page, Prompt waiting) {
        page.field("plan", plan);
        page.field("prompt", waiting.file());
        page.field("schema", waiting.answerSchema());
        page.field("round", String.valueOf(waiting.round()));
        if (!waiting.findings().isEmpty()) {
            page.blank();
            page.line("The answer was not good enough:");
            waiting.findings().forEach(page::indented);
        }
        page.blank();
        page.line("Next: let a model answer the prompt, save its answer to a file, then `wharf plan " + plan + " --answer-file FILE`.");
    }

    private void printChanges(Page page) {
        if (changes.isEmpty()) {
            return;
        }
        page.heading("changed");
        for (String line : changes) {
            page.line(line.startsWith("+ ") || line.startsWith("- ") ? Style.CHANGED : Style.PLAIN, line);
        }
        page.blank();
    }

    private void printDecisions(Page page) {
        for (Question q : decisions) {
            page.blank();
            page.line(
                    q.answer() == null ? Style.CHANGED : Style.PLAIN,
                    (q.answer() == null ? "open: " : "decided: ") + q.id() + " – " + q.question());
            q.evidence().forEach(page::indented);
            if (q.answer() != null) {
                page.indented("answer: " + q.answer());
            } else if (!q.options().isEmpty()) {
                page.indented("options: " + String.join(" | ", q.options()));
            }
        }
        if (!decisions.isEmpty()) {
            page.blank();
        }
    }

    private String nextStep() {
        return decisions.stream()
                .filter(q -> q.answer() == null)
                .findFirst()
                .map(q -> "Next: `wharf answer " + plan + " " + q.id() + "=VALUE`, then `wharf check " + plan + "`.")
                .orElse("Next: `wharf check " + plan + "`.");
    }
}
