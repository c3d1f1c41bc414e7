package dev.wharf.author.model;

import dev.wharf.author.recall.Example;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/** A plan as it stands in its folder, whoever wrote it, in the form of an answer and without its literals. */
final class PlanAsAnswer {

    private PlanAsAnswer() {}

    /** @param said which literals are known outside anyway: names, labels, words of the request */
    static PlanAnswer of(LoadedPlan loaded, Withheld withheld, Predicate<String> said) {
        return new PlanAnswer("", loaded.plan().steps().stream().map(step -> step(loaded, step, withheld, said)).toList(), List.of(), null);
    }

    /** An approved plan as an answer, as it is told of; what may be values is replaced already, and no sentence is left. */
    static PlanAnswer of(Example example) {
        LoadedPlan loaded = LoadedPlan.of(PlanFile.read(example.yaml()).orThrow(), example.files());
        return of(loaded, new Withheld(Map.of()), literal -> true);
    }

    private static PlanAnswer.Step step(LoadedPlan loaded, Step step, Withheld withheld, Predicate<String> said) {
        return new PlanAnswer.Step(
                step.name(),
                step.entity(),
                withheld.sql(loaded.sql(step).strip(), said),
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
                withheld.java(loaded.java(step), said));
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
