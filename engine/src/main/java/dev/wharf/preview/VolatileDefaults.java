package dev.wharf.preview;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Column.Generated;
import dev.wharf.catalog.Table;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Columns that the database fills anew at every run, so that two runs of the same plan differ there. */
final class VolatileDefaults {

    private static final Pattern VOLATILE = Pattern.compile(
            "(?i)\\b(now|current_timestamp|current_date|current_time|localtime|localtimestamp|clock_timestamp"
                    + "|statement_timestamp|transaction_timestamp|timeofday|random|randomblob|gen_random_uuid|uuid_generate_v[14]"
                    + "|uuidv[47]|nextval|strftime|datetime|julianday|unixepoch|date|time)\\b\\s*(\\(|$|\\))|current_|localtime");

    private VolatileDefaults() {}

    /** Of the columns that are not set, in the table's order. */
    static List<String> of(Table table, Set<String> set) {
        return table.columns().stream()
                .filter(column -> !set.contains(column.name()) && isVolatile(column))
                .map(Column::name)
                .toList();
    }

    private static boolean isVolatile(Column column) {
        if (column.generated() == Generated.BY_DEFAULT || column.generated() == Generated.ALWAYS_IDENTITY) {
            return true;
        }
        String expression = column.defaultExpression();
        return expression != null && VOLATILE.matcher(expression).find();
    }
}
