package dev.wharf.author.model;

import dev.wharf.author.template.ValueMeanings;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.check.Schemas;
import dev.wharf.plan.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What leaves the house by other ways, so that a literal that says it need not be withheld. */
final class KnownWords {

    private KnownWords() {}

    /** Names and labels of the schemas, and what the request itself says. */
    static Predicate<String> of(Schemas schemas, List<String> words) {
        Set<String> names = new HashSet<>();
        for (Schema schema : List.of(schemas.source(), schemas.target())) {
            for (Table table : schema.tables()) {
                names.add(table.name().toString());
                names.add(table.name().name());
                for (Column column : table.columns()) {
                    names.add(column.name());
                    names.addAll(ValueMeanings.labels(table, column));
                }
            }
        }
        String text = String.join("\n", words);
        return literal -> names.contains(literal)
                || Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(literal) + "(?![\\p{L}\\p{N}_])").matcher(text).find();
    }

    /** Names that a plan adds to its extracts. */
    static Predicate<String> added(Plan plan) {
        List<String> names = plan.steps().stream()
                .flatMap(step -> Stream.concat(step.newKeys().stream().map(key -> key.column()), step.references().stream().map(r -> r.column())))
                .toList();
        return names::contains;
    }
}
