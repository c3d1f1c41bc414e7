package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A list of keys as texts that a statement joins with: {@code unnest} of one array a key column, numbered from 1 by
 * {@code wharf_n}. The alias is {@code u}, the table's {@code t}.
 */
record PostgresKeys(Table table, List<String> columns) {

    PostgresKeys {
        columns = List.copyOf(columns);
    }

    static Column column(Table table, String name) {
        return table.column(name)
                .orElseThrow(() -> new IllegalArgumentException("no column " + name + " in " + table.name()));
    }

    /** {@code unnest(?, …) WITH ORDINALITY AS alias(wharf_0, …, wharf_n)}, with further text arrays behind the key's. */
    String from(String alias, String... further) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            names.add("wharf_" + i);
        }
        names.addAll(List.of(further));
        String parameters = "?::text[]" + ", ?::text[]".repeat(names.size() - 1);
        return "unnest(" + parameters + ") WITH ORDINALITY AS " + alias + "(" + String.join(", ", names) + ", wharf_n)";
    }

    /** The same with the arrays as literals, for COPY. */
    String literal(List<List<String>> keys) {
        List<String> names = new ArrayList<>();
        List<String> arrays = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            names.add("wharf_" + i);
            arrays.add(PostgresSql.literal(PostgresSql.array(PostgresSql.part(keys, i))) + "::text[]");
        }
        return "unnest(" + String.join(", ", arrays) + ") WITH ORDINALITY AS u(" + String.join(", ", names) + ", wharf_n)";
    }

    /** {@code t."a" = CAST(u.wharf_0 AS integer) AND …} */
    String matches(String rows, String alias) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            String type = PostgresSql.unbounded(column(table, columns.get(i)).type());
            conditions.add(rows + "." + name(columns.get(i)) + " = CAST(" + alias + ".wharf_" + i + " AS " + type + ")");
        }
        return String.join(" AND ", conditions);
    }

    /** Binds the arrays of {@link #from}; gives the index behind them. */
    int bind(PreparedStatement statement, int index, List<List<String>> keys) throws SQLException {
        Connection connection = statement.getConnection();
        for (int i = 0; i < columns.size(); i++) {
            Object[] part = PostgresSql.part(keys, i).toArray();
            statement.setArray(index + i, connection.createArrayOf("text", part));
        }
        return index + columns.size();
    }
}
