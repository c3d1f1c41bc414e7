package dev.wharf.author.model;

import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * The tables that a request needs: the chosen ones, and those that they refer to, breadth first, until the budget is full.
 *
 * @param shown in the order in which they were reached
 * @param leftOut reached as well, but the budget was full
 */
record TableClosure(List<Table> shown, List<TableName> leftOut) {

    TableClosure {
        shown = List.copyOf(shown);
        leftOut = List.copyOf(leftOut);
    }

    /** @param tokens what showing a table costs */
    static TableClosure of(Schema schema, Collection<String> chosen, long budget, ToLongFunction<Table> tokens) {
        Map<TableName, Table> tables = new HashMap<>();
        schema.tables().forEach(table -> tables.put(table.name(), table));
        Set<TableName> reached = new LinkedHashSet<>();
        Deque<TableName> open = new ArrayDeque<>();
        for (String name : chosen) {
            schema.table(name).map(Table::name).filter(reached::add).ifPresent(open::add);
        }
        List<Table> shown = new ArrayList<>();
        List<TableName> leftOut = new ArrayList<>();
        long left = budget;
        while (!open.isEmpty()) {
            Table table = tables.get(open.poll());
            if (table == null) {
                continue;
            }
            long cost = tokens.applyAsLong(table);
            if (cost > left && !shown.isEmpty()) {
                leftOut.add(table.name());
                continue;
            }
            left -= cost;
            shown.add(table);
            for (ForeignKey key : table.foreignKeys()) {
                if (reached.add(key.table())) {
                    open.add(key.table());
                }
            }
        }
        return new TableClosure(shown, leftOut);
    }
}
