package dev.wharf.check;

import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.database.Extract;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.plan.Step;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Whether an extract's key tells its rows apart: known from a constraint where the extract plainly reads one table, else
 * asked of the data. Findings hold no value, because they may be shown to a model; the query in their next step shows them.
 */
final class KeyCheck {

    private static final String GATE = "key";

    private final Notes notes;
    private final Schema source;

    KeyCheck(Notes notes, Schema source) {
        this.notes = notes;
        this.source = source;
    }

    void check(Step step, Extract extract, SourceSnapshot snapshot) {
        if (byConstraint(extract)) {
            return;
        }
        String key = extract.key().stream().map(QuotedName::of).collect(Collectors.joining(", "));
        String nulls = extract.key().stream().map(c -> QuotedName.of(c) + " IS NULL").collect(Collectors.joining(" OR "));
        String from = " FROM (\n" + extract.sql() + "\n) s ";
        long withNull = number(snapshot, "SELECT count(*)" + from + "WHERE " + nulls);
        if (withNull > 0) {
            notes.refuse(GATE, step, step.extract(), "key-null",
                    "The key " + String.join(", ", extract.key()) + " of " + step.extract() + " is NULL in " + rows(withNull)
                            + "; a key tells each row apart.",
                    "Take the rows out (WHERE " + nulls.replace(" IS NULL", " IS NOT NULL").replace(" OR ", " AND ")
                            + "), or choose another key.");
        }
        long twice = number(snapshot,
                "SELECT count(*) FROM (SELECT 1 AS one" + from + "GROUP BY " + key + " HAVING count(*) > 1) d");
        if (twice > 0) {
            notes.refuse(GATE, step, step.extract(), "key-not-unique",
                    "The key " + String.join(", ", extract.key()) + " of " + step.extract() + " is not unique: "
                            + (twice == 1 ? "1 value stands" : twice + " values stand") + " in several rows.",
                    "Add columns to `key:`, or make the extract give one row a key. SELECT " + key
                            + ", count(*) FROM (the extract) s GROUP BY " + key + " HAVING count(*) > 1 shows them.");
        }
    }

    private boolean byConstraint(Extract extract) {
        return PlainExtract.of(extract.sql(), source.dialect())
                .flatMap(plain -> source.table(plain.table()).map(table -> holds(plain, table, extract.key())))
                .orElse(false);
    }

    private boolean holds(PlainExtract plain, Table table, List<String> key) {
        Map<String, String> origins = plain.origins(TargetTables.columns(table), source.dialect() == Dialect.POSTGRESQL);
        List<String> columns = key.stream().map(name -> origins.getOrDefault(name, "")).toList();
        boolean present = columns.stream().allMatch(name -> table.column(name).map(c -> !c.nullable()).orElse(false));
        return present && TargetTables.keepsUnique(table, columns);
    }

    private static long number(SourceSnapshot snapshot, String sql) {
        return Long.parseLong(snapshot.query(sql, 1).getFirst().getFirst());
    }

    private static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }
}
