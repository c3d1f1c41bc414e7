package dev.wharf.author.model;

import dev.wharf.author.Evidence;
import dev.wharf.author.Evidence.ValueCount;
import dev.wharf.author.Evidence.Values;
import dev.wharf.author.SqlNames;
import dev.wharf.check.ExtractGuard;
import dev.wharf.check.QuotedNameCheck;
import dev.wharf.check.ReachCheck;
import dev.wharf.database.Database;
import dev.wharf.database.ExtractText;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The values that an extract gives. The extract comes from a model, so nothing is sent to the source that the guards did not pass. */
final class ExtractValues {

    private final Database source;

    ExtractValues(Database source) {
        this.source = source;
    }

    /** Unknown where the extract is not fit to be sent, or the source refuses it: the gates say why. */
    Values of(String extract, String column) {
        String sql = ExtractText.withoutEnd(extract);
        if (!ExtractGuard.check(source.dialect(), null, null, sql, Set.of(), source::survey).isEmpty()
                || !ReachCheck.of(source, List.of()).check(null, null, sql).isEmpty()
                || !QuotedNameCheck.check(source, null, null, sql, UnaryOperator.identity()).isEmpty()) {
            return Values.UNKNOWN;
        }
        String name = SqlNames.quote(column);
        String query = "SELECT " + name + ", count(*) FROM (\n" + sql + "\n) AS extract WHERE " + name + " IS NOT NULL GROUP BY " + name
                + " ORDER BY 2 DESC, 1 LIMIT " + (Evidence.MAX_VALUES + 1);
        try (SourceSnapshot snapshot = source.openSnapshot()) {
            List<ValueCount> counts = new ArrayList<>();
            for (List<String> row : snapshot.query(query, Evidence.MAX_VALUES + 1)) {
                counts.add(new ValueCount(row.get(0), Long.parseLong(row.get(1))));
            }
            boolean complete = counts.size() <= Evidence.MAX_VALUES;
            counts.sort(Comparator.comparingLong(ValueCount::rows).reversed().thenComparing(ValueCount::value));
            return new Values(complete ? counts : counts.subList(0, Evidence.MAX_VALUES), complete);
        } catch (WharfException e) {
            if (e.kind() == Kind.DATA || e.code().equals("database-timeout") || e.code().equals("database-permission")) {
                return Values.UNKNOWN;
            }
            throw e;
        }
    }
}
