package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.list;
import static dev.wharf.database.postgresql.PostgresSql.literal;
import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole row as a JSON object of column and text form. Under the settings that a session pins the server reads every one of
 * these texts back into the very same value.
 */
final class PostgresImage {

    private static final JsonMapper MAPPER = new JsonMapper();

    private PostgresImage() {}

    /** What is computed from other columns needs no image. */
    static List<Column> columns(Table table) {
        return table.columns().stream()
                .filter(c -> c.generated() != Column.Generated.COMPUTED)
                .toList();
    }

    /** An expression that gives the image of the table's row {@code t}. */
    static String expression(List<String> columns) {
        return "json_object(ARRAY[" + list(columns, PostgresSql::literal) + "]::text[], ARRAY["
                + list(columns, c -> "t." + name(c) + "::text") + "]::text[])::text";
    }

    static String expression(Table table) {
        return expression(columns(table).stream().map(Column::name).toList());
    }

    /** The columns that an image has, in its order. */
    static List<String> names(String image) {
        return List.copyOf(MAPPER.readTree(image).propertyNames());
    }

    /** An expression that gives a column's former value out of an image. */
    static String value(String image, Column column) {
        return "CAST(" + image + "::json ->> " + literal(column.name()) + " AS " + column.type().sqlName() + ")";
    }
}
