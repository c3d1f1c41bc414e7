package dev.wharf.author.template;

import dev.wharf.author.Author;
import dev.wharf.author.Draft;
import dev.wharf.author.PlanRequest;
import dev.wharf.author.Reach;
import dev.wharf.author.recall.Recall;
import dev.wharf.author.subset.Subset;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.WriteMode;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.MappingRule;
import dev.wharf.plan.Plan;
import dev.wharf.plan.RejectLimit;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes plans from two schemas and evidence, without a model. It reads no words of the request: what is moved is said by
 * tables and conditions.
 */
public final class TemplateAuthor implements Author {

    /** Rows with bytes may be large each; fewer of them make a batch. */
    private static final int BATCH_WITH_BYTES = 1_000;

    private final Recall recall;

    public TemplateAuthor() {
        this(Recall.NONE);
    }

    /** @param recall what earlier plans teach, which is offered in questions and never taken silently */
    public TemplateAuthor(Recall recall) {
        this.recall = recall;
    }

    @Override
    public String name() {
        return "template";
    }

    @Override
    public Draft write(PlanRequest request) {
        List<String> notes = new ArrayList<>();
        Questions questions = new Questions(request.answers(), recall);
        PlanContext context = context(request, questions, notes);
        Map<String, String> files = new LinkedHashMap<>();
        List<Step> steps = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (TableMatch match : context.order()) {
            steps.add(step(context, match, names, files));
        }
        notes.add("The template author reads no words of the request: --table and --where say what is moved.");
        Plan plan = new Plan(
                request.name(),
                request.words(),
                request.source(),
                request.target(),
                request.namespace(),
                RejectLimit.DEFAULT,
                steps,
                questions.decisions(),
                List.of(),
                false);
        return new Draft(plan, files, notes, context.subset());
    }

    private PlanContext context(PlanRequest request, Questions questions, List<String> notes) {
        TableMatching matching = new TableMatching(request.sourceSchema(), request.targetSchema());
        Selection selection = new Selection(request, matching, questions, notes);
        List<TableMatch> named = selection.named();
        Map<Table, String> conditions = selection.conditions();
        List<TableMatch> every = new ArrayList<>(named);
        selection.everyMatch().stream()
                .filter(m -> named.stream().noneMatch(n -> n.source().equals(m.source()) || n.target().equals(m.target())))
                .forEach(every::add);
        Subset subset = null;
        List<Scope.Moved> scope;
        if (request.reach() == Reach.CONDITIONS) {
            scope = Scope.of(request.sourceSchema(), named, every, conditions, notes);
        } else {
            SubsetScope.Found found = SubsetScope.of(request, every, conditions, notes);
            subset = found.subset();
            scope = found.moved();
        }
        KeyPlans keyPlans = new KeyPlans(request.evidence(), matching.names(), questions);
        List<Scope.Moved> picked = scope;
        Map<TableMatch, KeyPlan> keys = new LinkedHashMap<>();
        every.forEach(m -> keys.put(m, picked.stream().anyMatch(s -> s.match().equals(m)) ? keyPlans.ofMoved(m) : keyPlans.of(m)));
        List<TableMatch> moved = new ArrayList<>();
        Map<Table, String> reached = new LinkedHashMap<>();
        for (Scope.Moved one : scope) {
            KeyPlan key = keys.get(one.match());
            if (key == null || key.source().isEmpty()) {
                notes.add(one.match().source().name() + " is not moved: no column or constraint tells its rows apart.");
                continue;
            }
            moved.add(one.match());
            if (one.condition() != null) {
                reached.put(one.match().source(), one.condition());
            }
        }
        for (TableMatch extension : selection.extensions(every)) {
            KeyPlan key = keyPlans.of(extension);
            if (moved.stream().anyMatch(m -> m.source().equals(extension.source())) && !key.source().isEmpty()) {
                keys.put(extension, key);
                every.add(extension);
                moved.add(extension);
            }
        }
        if (moved.isEmpty()) {
            throw new WharfException(Kind.USAGE, "nothing-to-move",
                    "No table of " + request.source() + " fits one of " + request.target() + ".",
                    "Name one of each with --table, or write the plan by hand.");
        }
        selection.tellOthers(moved);
        return new PlanContext(request, matching.names(), every, StepOrder.of(moved), reached, subset, recall, keys, questions, notes);
    }

    private static Step step(PlanContext context, TableMatch match, Set<String> names, Map<String, String> files) {
        Table target = match.target();
        String name = free(stepName(target), ".sql", names);
        String className = free(JavaText.className(target.name().name()), ".java", names);
        StepDraft draft = StepAuthor.write(context, match, name);
        files.put(name + ".sql", SqlWriter.write(draft));
        files.put(className + ".java", JavaWriter.write(className, draft));
        return new Step(
                name,
                PlanContext.entity(target.name()),
                name + ".sql",
                context.key(match).source(),
                className + ".java",
                draft.newKeys(),
                draft.references(),
                List.of(new Write(target.name().toString(), writeKey(context, match, draft), mode(context, match, draft))),
                mapping(draft),
                match.source().columns().stream().anyMatch(c -> c.type().kind() == TypeKind.BYTES) ? BATCH_WITH_BYTES : null);
    }

    private static List<MappingRule> mapping(StepDraft draft) {
        List<MappingRule> rules = new ArrayList<>();
        draft.fillings().forEach((column, filling) -> {
            if (!(filling instanceof Filling.Untouched) && !(filling instanceof Filling.Refused)) {
                rules.add(new MappingRule(null, column.name(), filling.from(), filling.rule()));
            }
        });
        return rules;
    }

    /** The target's key; a table without one is told apart by what the source's key became. */
    private static List<String> writeKey(PlanContext context, TableMatch match, StepDraft draft) {
        KeyPlan key = context.key(match);
        if (!key.target().isEmpty()) {
            return key.target();
        }
        List<String> made = columns(draft, key.source());
        return made.isEmpty() ? columns(draft, match.source().columns().stream().map(Column::name).toList()) : made;
    }

    /** The target columns that are made from these source columns alone. */
    private static List<String> columns(StepDraft draft, List<String> from) {
        return draft.fillings().entrySet().stream()
                .filter(e -> !e.getValue().from().isEmpty() && from.containsAll(e.getValue().from()))
                .map(e -> e.getKey().name())
                .toList();
    }

    /** Rows that are there already can only be met where keys are kept. */
    private static WriteMode mode(PlanContext context, TableMatch match, StepDraft draft) {
        KeyPlan.Kind kind = context.key(match).kind();
        long there = context.evidence().targetRows(match.target()).orElse(0);
        if (there == 0 || kind == KeyPlan.Kind.SEQUENCE
                || context.evidence().movedBefore(context.namespace(), PlanContext.entity(match.target().name()))) {
            return WriteMode.INSERT;
        }
        if (kind == KeyPlan.Kind.UUID) {
            draft.note("holds " + there + " rows already; the new keys meet none of them.");
            return WriteMode.INSERT;
        }
        List<String> words = Stream.of(WriteMode.values()).map(WriteMode::word).toList();
        String answer = draft.ask("existing." + Words.slugOfName(match.target().name().name()).toLowerCase(Locale.ROOT),
                match.target().name() + " holds " + there + " rows already. What is done where a row with the same key is there?",
                words,
                List.of("insert rejects the row, upsert updates the one that is there, skip-existing leaves it as it is"));
        return answer == null ? WriteMode.INSERT : WriteMode.values()[words.indexOf(answer)];
    }

    private static String stepName(Table target) {
        String slug = Words.of(target.name().toString()).stream()
                .map(w -> w.replaceAll("[^a-z0-9]", ""))
                .filter(w -> !w.isEmpty())
                .reduce((a, b) -> a + "-" + b)
                .orElse("step");
        return slug.length() > 60 ? slug.substring(0, 60) : slug;
    }

    /** File names differ by more than case, because some file systems do not. */
    private static String free(String wanted, String ending, Set<String> files) {
        String free = wanted;
        for (int i = 2; !files.add((free + ending).toLowerCase(Locale.ROOT)); i++) {
            free = wanted + i;
        }
        return free;
    }
}
