package dev.wharf.author.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plan in the form in which models answer it. */
final class AnswerWriter {

    private AnswerWriter() {}

    static String json(PlanAnswer answer) {
        Map<String, @Nullable Object> root = new LinkedHashMap<>();
        root.put("summary", answer.summary());
        root.put("impossible", answer.impossible());
        root.put("steps", answer.steps().stream().map(AnswerWriter::step).toList());
        root.put("questions", answer.questions().stream().map(AnswerWriter::question).toList());
        return SchemaText.json(root);
    }

    private static Map<String, @Nullable Object> step(PlanAnswer.Step step) {
        Map<String, @Nullable Object> facts = new LinkedHashMap<>();
        facts.put("name", step.name());
        facts.put("entity", step.entity());
        facts.put("sql", step.sql());
        facts.put("key", step.key());
        facts.put("newKeys", step.newKeys().stream()
                .map(key -> of("column", key.column(), "from", key.from(), "kind", key.kind()))
                .toList());
        facts.put("references", step.references().stream().map(AnswerWriter::reference).toList());
        facts.put("writes", step.writes().stream()
                .map(write -> of("table", write.table(), "key", write.key(), "mode", write.mode()))
                .toList());
        facts.put("mapping", step.mapping().stream()
                .map(rule -> of("table", rule.table(), "target", rule.target(), "from", rule.from(), "rule", rule.rule(), "reason", rule.reason(),
                        "confidence", rule.confidence()))
                .toList());
        facts.put("valueTables", step.valueTables().stream()
                .map(table -> of("method", table.method(), "column", table.column(), "targetTable", table.targetTable(), "targetColumn",
                        table.targetColumn()))
                .toList());
        facts.put("className", step.className());
        facts.put("java", step.java());
        return facts;
    }

    private static Map<String, @Nullable Object> reference(PlanAnswer.Reference reference) {
        List<Map<String, @Nullable Object>> match = reference.match().entrySet().stream()
                .map(pair -> of("target", pair.getKey(), "source", pair.getValue()))
                .toList();
        return of("column", reference.column(), "entity", reference.entity(), "from", reference.from(), "table", reference.table(),
                "match", match, "key", reference.key(), "missing", reference.missing(), "later", reference.later(), "fills",
                reference.fillsTable() == null ? null : of("table", reference.fillsTable(), "column", reference.fillsColumn()));
    }

    private static Map<String, @Nullable Object> question(PlanAnswer.Question question) {
        return of("id", question.id(), "step", question.step(), "question", question.question(), "options", question.options(),
                "assumed", question.assumed(), "why", question.why());
    }

    private static Map<String, @Nullable Object> of(@Nullable Object... pairs) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }
}
