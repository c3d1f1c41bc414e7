package dev.wharf.author.model;

import dev.wharf.author.Draft;
import dev.wharf.author.Evidence;
import dev.wharf.catalog.Schema;
import dev.wharf.database.WriteMode;
import dev.wharf.gate.Finding;
import dev.wharf.plan.Decision;
import dev.wharf.plan.MappingRule;
import dev.wharf.plan.NewKey;
import dev.wharf.plan.Plan;
import dev.wharf.plan.PlanName;
import dev.wharf.plan.Reference;
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
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a plan with its files of what a model answered. */
final class PlanBuilder {

    private static final String GATE = "answer";
    private static final Pattern CLASS_NAME = Pattern.compile("[A-Z][A-Za-z0-9_]{0,80}");
    private static final Pattern METHOD = Pattern.compile("[a-z][A-Za-z0-9_]{0,60}");
    private static final Pattern QUESTION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,80}");
    private static final int MAX_QUESTIONS = 20;
    private static final int MAX_TEXT = 500;

    private final Frame frame;
    private final PlanAnswer answer;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Set<String> names = new HashSet<>();

    /**
     * What stays the same whatever is answered.
     *
     * @param answers to decisions, of values and of choices
     * @param given choices that the plan has to take
     * @param values gives the values of a column of an extract
     */
    record Frame(
            String name,
            String request,
            String source,
            String target,
            @Nullable String namespace,
            Schema targetSchema,
            Map<String, String> answers,
            Map<String, String> given,
            Withheld withheld,
            BiFunction<String, String, Evidence.Values> values) {}

    /**
     * What came of it.
     *
     * @param draft null exactly where there are findings
     * @param values that stand in the files because the engine read them
     */
    record Built(@Nullable Draft draft, List<Finding> findings, Set<String> values) {}

    private PlanBuilder(Frame frame, PlanAnswer answer) {
        this.frame = frame;
        this.answer = answer;
    }

    static Built build(Frame frame, PlanAnswer answer) {
        return new PlanBuilder(frame, answer).build();
    }

    private Built build() {
        List<Decision> decisions = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        questions(decisions, ids);
        ValueMethods methods = new ValueMethods(frame.targetSchema(), frame.answers(), ids);
        List<Step> steps = answer.steps().stream().map(step -> step(step, methods)).toList();
        decisions.addAll(methods.decisions());
        List<String> notes = new ArrayList<>(methods.notes());
        if (!answer.summary().isBlank()) {
            notes.add(cut(answer.summary()));
        }
        if (!findings.isEmpty()) {
            return new Built(null, findings, methods.values());
        }
        Plan plan = new Plan(frame.name(), frame.request(), frame.source(), frame.target(), frame.namespace(), RejectLimit.DEFAULT,
                steps, decisions, List.of(), false);
        return new Built(new Draft(plan, files, notes), findings, methods.values());
    }

    private void questions(List<Decision> decisions, Set<String> ids) {
        List<String> steps = answer.steps().stream().map(PlanAnswer.Step::name).toList();
        Map<String, String> open = new LinkedHashMap<>(frame.given());
        answer.questions().forEach(question -> {
            String option = open.remove(question.id());
            if (option != null && !option.equals(question.assumed())) {
                refuse(question.step(), null, "decision-not-taken", "The person decided " + question.id() + ": " + option
                        + "; the plan takes something else.", "Let the plan do what was decided, and set `assumed` to it.");
            }
        });
        open.keySet().forEach(id -> refuse(null, null, "question-dropped", "The question " + id + ", which the person decided, is gone.",
                "Keep the question with its options, and let `assumed` be what was decided."));
        for (PlanAnswer.Question question : answer.questions()) {
            if (!QUESTION.matcher(question.id()).matches() || !ids.add(question.id())) {
                refuse(null, null, "question-id", "The id of a question is not 1 to 80 letters, digits, - _ . or stands twice: " + question.id() + ".",
                        "Give each question an id of its own, such as deleted-rows.");
            } else if (question.options().size() < 2 || question.options().stream().anyMatch(String::isBlank)) {
                refuse(question.step(), null, "question-options", "The question " + question.id() + " has fewer than two options.",
                        "Ask only where there is a choice, and write every choice as an option.");
            } else if (!question.options().contains(question.assumed())) {
                refuse(question.step(), null, "question-assumed", "The question " + question.id() + " assumes what is none of its options.",
                        "Let `assumed` be the option that your plan takes, word for word.");
            } else if (decisions.size() >= MAX_QUESTIONS) {
                refuse(null, null, "too-many-questions", "There are more than " + MAX_QUESTIONS + " questions.", "Ask what matters.");
            } else {
                String given = frame.answers().get(question.id());
                List<String> evidence = Stream.of("this plan takes: " + question.assumed(), cut(question.why()))
                        .filter(text -> !text.isBlank())
                        .toList();
                decisions.add(new Decision(question.id(), steps.contains(question.step()) ? question.step() : null,
                        cut(question.question()), question.options(), evidence, question.assumed().equals(given) ? given : null));
            }
        }
    }

    private Step step(PlanAnswer.Step step, ValueMethods methods) {
        if (!PlanName.valid(step.name()) || !names.add(step.name().toLowerCase(Locale.ROOT) + ".sql")) {
            refuse(step.name(), null, "step-name", "A step's name is not 1 to 64 letters, digits, - and _, or stands twice: " + step.name() + ".",
                    "Name each step by what it moves, such as invoice-lines.");
        }
        if (!CLASS_NAME.matcher(step.className()).matches() || !names.add(step.className().toLowerCase(Locale.ROOT) + ".java")) {
            refuse(step.name(), null, "class-name", "The name of a class is not a plain Java name, or stands twice: " + step.className() + ".",
                    "Name each class by what it moves, such as InvoiceLines; names differ by more than case.");
        }
        if (step.writes().isEmpty()) {
            refuse(step.name(), null, "no-writes", "The step " + step.name() + " writes no table.", "Name in `writes` what the class inserts into.");
        }
        String sql = frame.withheld().restoredSql(step.sql());
        String java = frame.withheld().restoredJava(step.java());
        Map<PlanAnswer.ValueTable, Evidence.Values> values = new LinkedHashMap<>();
        for (PlanAnswer.ValueTable table : step.valueTables()) {
            if (checked(step, java, table)) {
                values.put(table, frame.values().apply(sql, table.column()));
            }
        }
        files.put(step.name() + ".sql", ended(sql));
        files.put(step.className() + ".java", ended(methods.written(java, step.name(), List.copyOf(values.keySet()), values)));
        return new Step(
                step.name(),
                step.entity(),
                step.name() + ".sql",
                step.key(),
                step.className() + ".java",
                step.newKeys().stream().map(PlanBuilder::newKey).toList(),
                step.references().stream().map(PlanBuilder::reference).toList(),
                step.writes().stream().map(PlanBuilder::write).toList(),
                step.mapping().stream().map(rule -> mapping(rule, step.writes().size() > 1)).toList(),
                null);
    }

    private boolean checked(PlanAnswer.Step step, String java, PlanAnswer.ValueTable table) {
        if (!METHOD.matcher(table.method()).matches() || table.method().equals("migrate")) {
            refuse(step.name(), step.className() + ".java", "value-method", "The method of a value table is no plain Java name: " + table.method() + ".",
                    "Name it by what it gives, such as roleType.");
            return false;
        }
        if (ValueMethods.labels(frame.targetSchema(), table.targetTable(), table.targetColumn()).isEmpty()) {
            refuse(step.name(), null, "value-labels",
                    "The value table " + table.method() + " is for " + table.targetTable() + "." + table.targetColumn()
                            + ", which has no list of labels.",
                    "Use value tables for columns with labels and for booleans only; copy or compute others.");
            return false;
        }
        if (!Pattern.compile("\\b" + table.method() + "\\s*\\(").matcher(java).find()) {
            refuse(step.name(), step.className() + ".java", "value-method-unused",
                    step.className() + " never calls " + table.method() + ", the method of a value table.",
                    "Call it as " + table.method() + "(source.text(\"" + table.column() + "\")), or take the value table out.");
            return false;
        }
        if (Pattern.compile("\\bString\\s+" + table.method() + "\\s*\\(").matcher(java).find()) {
            refuse(step.name(), step.className() + ".java", "value-method-written",
                    step.className() + " declares " + table.method() + ", which the engine writes into it.",
                    "Take your declaration out, and leave only the call.");
            return false;
        }
        return true;
    }

    private static NewKey newKey(PlanAnswer.NewKey key) {
        return new NewKey(key.column(), key.from(), NewKey.Kind.valueOf(key.kind().toUpperCase(Locale.ROOT)));
    }

    private static Reference reference(PlanAnswer.Reference reference) {
        String table = reference.fillsTable();
        String column = reference.fillsColumn();
        boolean fills = reference.later() && table != null && column != null;
        return new Reference(
                reference.column(),
                reference.entity(),
                reference.from(),
                reference.table(),
                reference.match(),
                reference.key(),
                Reference.Missing.valueOf(reference.missing().toUpperCase(Locale.ROOT)),
                reference.later(),
                fills && table != null && column != null ? new Reference.Fills(table, column) : null);
    }

    private static Write write(PlanAnswer.Write write) {
        WriteMode mode = Stream.of(WriteMode.values()).filter(m -> m.word().equals(write.mode())).findFirst().orElse(WriteMode.INSERT);
        return new Write(write.table(), write.key(), mode);
    }

    private static MappingRule mapping(PlanAnswer.Mapping rule, boolean severalTables) {
        StringBuilder text = new StringBuilder(cut(rule.rule()));
        if (!rule.reason().isBlank()) {
            text.append(" (").append(cut(rule.reason())).append(')');
        }
        if (!rule.confidence().equals("high")) {
            text.append("; confidence: ").append(rule.confidence());
        }
        return new MappingRule(severalTables ? rule.table() : null, rule.target(), rule.from(), text.toString());
    }

    private void refuse(@Nullable String step, @Nullable String file, String rule, String message, String next) {
        findings.add(new Finding(GATE, step, file, null, null, rule, cut(message), next));
    }

    /** On one line, bounded, nothing that a terminal obeys. */
    static String cut(String text) {
        String line = text.strip().replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ");
        return line.length() > MAX_TEXT ? line.substring(0, MAX_TEXT) + "…" : line;
    }

    private static String ended(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }
}
