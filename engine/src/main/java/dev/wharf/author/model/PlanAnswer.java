package dev.wharf.author.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A plan as a model answers it. Nothing of it is trusted: it is read by {@link AnswerReader}, made a plan by
 * {@link PlanBuilder}, and judged by the gates.
 *
 * @param summary what the plan does, for the person
 * @param impossible why there is no plan; null where there is one
 */
record PlanAnswer(String summary, List<Step> steps, List<Question> questions, @Nullable String impossible) {

    PlanAnswer {
        steps = List.copyOf(steps);
        questions = List.copyOf(questions);
    }

    record Step(
            String name,
            String entity,
            String sql,
            List<String> key,
            List<NewKey> newKeys,
            List<Reference> references,
            List<Write> writes,
            List<Mapping> mapping,
            List<ValueTable> valueTables,
            String className,
            String java) {

        Step {
            key = List.copyOf(key);
            newKeys = List.copyOf(newKeys);
            references = List.copyOf(references);
            writes = List.copyOf(writes);
            mapping = List.copyOf(mapping);
            valueTables = List.copyOf(valueTables);
        }
    }

    record NewKey(String column, List<String> from, String kind) {}

    /** @param match target column → extract column */
    record Reference(
            String column,
            @Nullable String entity,
            List<String> from,
            @Nullable String table,
            Map<String, String> match,
            @Nullable String key,
            String missing,
            boolean later,
            @Nullable String fillsTable,
            @Nullable String fillsColumn) {}

    record Write(String table, List<String> key, String mode) {}

    record Mapping(String table, String target, List<String> from, String rule, String reason, String confidence) {}

    /**
     * A method of the class that the engine writes: from a value of the source to a label of the target, or null.
     *
     * @param column of the extract
     */
    record ValueTable(String method, String column, String targetTable, String targetColumn) {}

    /** @param assumed the option that the plan takes */
    record Question(String id, @Nullable String step, String question, List<String> options, String assumed, String why) {}
}
