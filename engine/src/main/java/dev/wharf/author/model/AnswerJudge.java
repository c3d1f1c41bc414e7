package dev.wharf.author.model;

import dev.wharf.author.Draft;
import dev.wharf.author.Evidence;
import dev.wharf.check.PlanChecker;
import dev.wharf.gate.Finding;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.PlanFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes plans of answers, and has every gate look at them. */
final class AnswerJudge {

    /** Rules of the dry run that an overloaded machine breaks as well as a class. */
    private static final Set<String> ACCIDENTS = Set.of("too-slow", "died", "protocol");

    private final String name;
    private final Sides sides;
    private final PlanChecker checker;

    /** @param name of the plan */
    AnswerJudge(String name, Sides sides, PlanChecker checker) {
        this.name = name;
        this.sides = sides;
        this.checker = checker;
    }

    /**
     * What came of an answer.
     *
     * @param draft null where it could not be made a plan
     * @param findings empty where the draft passed every gate
     * @param values that stand in the draft because the engine read them
     */
    record Judgement(@Nullable Draft draft, List<Finding> findings, Set<String> values) {}

    Judgement judge(Conversation conversation, PlanAnswer answer) {
        PlanBuilder.Built built = PlanBuilder.build(frame(conversation), answer);
        Draft draft = built.draft();
        List<Finding> findings = new ArrayList<>(built.findings());
        if (draft != null) {
            findings.addAll(PlanFile.read(PlanFile.write(draft.plan())).findings());
            if (findings.isEmpty()) {
                findings.addAll(checked(draft));
            }
        }
        return new Judgement(draft, findings, built.values());
    }

    /** The plan of an answer, whatever the gates say; null where none can be made of it. */
    @Nullable Draft draft(Conversation conversation, PlanAnswer answer) {
        return PlanBuilder.build(frame(conversation), answer).draft();
    }

    /** A container that died or fell silent may have met a bad moment; a model is told only what happens twice. */
    private List<Finding> checked(Draft draft) {
        LoadedPlan loaded = LoadedPlan.of(draft.plan(), draft.files());
        List<Finding> findings = checker.refusals(loaded, sides.source(), sides.target(), sides.schemas());
        boolean perhapsAccident = findings.stream().anyMatch(finding -> finding.gate().equals("compile") && finding.line() == null
                || finding.gate().equals("dry-run") && ACCIDENTS.contains(finding.rule()));
        return perhapsAccident ? checker.refusals(loaded, sides.source(), sides.target(), sides.schemas()) : findings;
    }

    private PlanBuilder.Frame frame(Conversation conversation) {
        ExtractValues values = new ExtractValues(sides.source());
        Map<String, Evidence.Values> asked = new HashMap<>();
        Map<String, String> known = new TreeMap<>(conversation.answers());
        known.putAll(conversation.given());
        return new PlanBuilder.Frame(
                name,
                String.join("; then: ", conversation.words()),
                conversation.source(),
                conversation.target(),
                conversation.namespace(),
                sides.schemas().target(),
                known,
                conversation.given(),
                new Withheld(conversation.withheld()),
                (sql, column) -> asked.computeIfAbsent(column + "\n" + sql, key -> values.of(sql, column)));
    }
}
