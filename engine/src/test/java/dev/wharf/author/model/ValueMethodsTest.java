package dev.wharf.author.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.author.Evidence.ValueCount;
import dev.wharf.author.Evidence.Values;
import dev.wharf.catalog.Check;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableKind;
import dev.wharf.catalog.TableName;
import dev.wharf.catalog.TypeKind;
import dev.wharf.plan.Decision;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** An answer belongs to the value that it was given for, whatever rows come and go before it is taken up. */
class ValueMethodsTest {

    private static final String CLASS = "public class T {\n}\n";
    private static final Schema TARGET = new Schema(Dialect.SQLITE, List.of(table("orders"), table("returns")));

    private static Table table(String name) {
        Column column = new Column("status", ColumnType.of("text", TypeKind.TEXT), false, null, Column.Generated.NO, null);
        return new Table(TableName.of(name), TableKind.CATALOG, 3, List.of(column), List.of(), List.of(), List.of(),
                List.of(new Check("c", "status IN ('open', 'shut')")), List.of(), null);
    }

    /** The questions' values by id, for steps that each have one table of values. */
    private static Map<String, String> asked(Map<String, String> answers, Map<String, List<String>> valuesOfTables) {
        ValueMethods methods = new ValueMethods(TARGET, answers, new HashSet<>());
        Stream.of("orders", "returns").filter(valuesOfTables::containsKey).forEach(table -> {
            PlanAnswer.ValueTable wanted = new PlanAnswer.ValueTable("status", "state", table, "status");
            List<ValueCount> counts = valuesOfTables.get(table).stream().map(value -> new ValueCount(value, 1)).toList();
            methods.written(CLASS, table, List.of(wanted), Map.of(wanted, new Values(counts, true)));
        });
        return methods.decisions().stream()
                .collect(Collectors.toMap(Decision::id, d -> d.question().replaceAll("[^\"]*\"([^\"]*)\".*", "$1")));
    }

    @Test
    void valuesThatLookAlikeKeepTheirIdsInWhateverOrderTheyCome() {
        Map<String, String> one = asked(Map.of(), Map.of("orders", List.of("A/B", "a b", "other")));
        Map<String, String> two = asked(Map.of(), Map.of("orders", List.of("other", "a b", "A/B")));

        assertEquals(one, two);
        assertEquals("other", one.get("status.other"));
        assertEquals(3, one.size());
    }

    @Test
    void theSameColumnOfTwoStepsIsAskedForByTheStepWhateverValuesThereAre() {
        Map<String, String> both = asked(Map.of(), Map.of("orders", List.of("x"), "returns", List.of("x")));
        Map<String, String> gone = asked(Map.of(), Map.of("orders", List.of(), "returns", List.of("x")));

        assertEquals(Map.of("status.x", "x", "returns.status.x", "x"), both);
        assertTrue(both.keySet().containsAll(gone.keySet()), gone.toString());
        assertEquals(1, gone.size());
    }
}
