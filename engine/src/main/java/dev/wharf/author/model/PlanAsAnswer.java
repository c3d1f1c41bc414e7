package dev.wharf.author.model;

import dev.wharf.author.recall.Example;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A plan as it stands in its folder, whoever wrote it, in the form of an answer and without its literals. */
final class PlanAsAnswer {

    private PlanAsAnswer() {}

    /** @param said which literals are known outside anyway: names, labels, words of the request */
    static PlanAnswer of(LoadedPlan loaded, Withheld withheld, Predicate<String> said) {
        return of(loaded, sql -> withheld.sql(sql, said), java -> withheld.java(java, said));
    }

    /** An approved plan as an answer, as it is told of; what may be values is replaced already, and no sentence is left. */
    static PlanAnswer of(Example example) {
        LoadedPlan loaded = LoadedPlan.of(PlanFile.read(example.yaml()).orThrow(), example.files());
        // no word may stand for a literal of an example: in the answer it would become one of the plan that is asked for
        return of(loaded, UnaryOperator.identity(), UnaryOperator.identity());
    }

    private static PlanAnswer of(LoadedPlan loaded, UnaryOperator<String> sql, UnaryOperator<String> java) {
        return new PlanAnswer("", loaded.plan().steps().stream().map(step -> step(loaded, step, sql, java)).toList(), List.of(), null);
    }

    private static PlanAnswer.Step step(LoadedPlan loaded, Step step, UnaryOperator<String> sql, UnaryOperator<String> java) {
        return new PlanAnswer.Step(
                step.name(),
                step.entity(),
                sql.apply(loaded.sql(step).strip()),
                step.key(),
                step.newKeys().stream()
                        .map(key -> new PlanAnswer.NewKey(key.column(), key.from(), key.kind().name().toLowerCase(Locale.ROOT)))
                        .toList(),
                step.references().stream().map(PlanAsAnswer::reference).toList(),
                step.writes().stream().map(write -> new PlanAnswer.Write(write.table(), write.key(), write.mode().word())).toList(),
                step.mapping().stream()
                        .map(rule -> new PlanAnswer.Mapping(
                                rule.table() == null ? step.ownWrite().table() : rule.table(), rule.target(), rule.from(), "as it is", "", "high"))
                        .toList(),
                List.of(),
                step.className(),
                java.apply(loaded.java(step)));
    }

    private static PlanAnswer.Reference reference(Reference reference) {
        Reference.Fills fills = reference.fills();
        return new PlanAnswer.Reference(
                reference.column(),
                reference.entity(),
                reference.from(),
                reference.table(),
                reference.match(),
                reference.key(),
                reference.missing().name().toLowerCase(Locale.ROOT),
                reference.later(),
                fills == null ? null : fills.table(),
                fills == null ? null : fills.column());
    }
}
