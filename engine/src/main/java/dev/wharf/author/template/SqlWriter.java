package dev.wharf.author.template;

import dev.wharf.author.SqlNames;
import java.util.ArrayList;
import java.util.List;

/** Writes a step's SELECT. */
final class SqlWriter {

    private SqlWriter() {}

    static String write(StepDraft step) {
        List<String> columns = new ArrayList<>();
        boolean joined = !step.columnsJoined().isEmpty();
        String table = SqlNames.quote(step.match().source().name());
        for (String column : step.columnsRead()) {
            columns.add(joined ? table + "." + SqlNames.quote(column) : SqlNames.quote(column));
        }
        step.columnsJoined().forEach((name, expression) -> columns.add(expression + " AS " + SqlNames.quote(name)));
        String condition = step.plan().condition(step.match().source());
        String reason = step.plan().reason(step.match().source());
        String comment = reason == null ? "" : "-- " + JavaText.comment(reason) + "\n";
        return comment + "SELECT\n    " + String.join(",\n    ", columns) + "\nFROM " + table
                + (condition == null ? "" : "\nWHERE " + condition) + "\n";
    }
}
