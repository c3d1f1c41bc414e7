package dev.wharf.author.recall;

import dev.wharf.catalog.Schema;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The port to what earlier plans teach. */
public interface Recall {

    /** Nothing was approved yet. */
    Recall NONE = new Recall() {
        @Override
        public List<Example> similarTo(String request, Schema source, Schema target, Predicate<String> shown) {
            return List.of();
        }

        @Override
        public Optional<Remembered> column(String sourceTable, String targetTable, String targetColumn) {
            return Optional.empty();
        }

        @Override
        public Optional<Remembered> answer(String decision) {
            return Optional.empty();
        }
    };

    /**
     * Approved plans that are like the request over these schemas, the likest first; those that share nothing are left out.
     *
     * @param shown which literals may stand in the examples; for others stand placeholders
     */
    List<Example> similarTo(String request, Schema source, Schema target, Predicate<String> shown);

    /** The one source column that an approved plan made a target column from, the newest plan first. */
    Optional<Remembered> column(String sourceTable, String targetTable, String targetColumn);

    /** What somebody answered to the decision of that id in an approved plan, the newest plan first. */
    Optional<Remembered> answer(String decision);

    /** @param plan where it stands */
    record Remembered(String value, String plan) {}
}
