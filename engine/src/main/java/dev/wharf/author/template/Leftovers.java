package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts the source columns that have no column of their own into one of JSON, so that they are not lost. */
final class Leftovers {

    private Leftovers() {}

    static Filling fill(List<Column> columns) {
        StringBuilder code = new StringBuilder("Json.object()");
        for (Column column : columns) {
            code.append("\n            .put(").append(JavaText.literal(column.name())).append(", ").append(value(column)).append(")");
        }
        code.append("\n            .toString()");
        return new Filling.Computed(
                code.toString(),
                List.of(),
                Set.of("dev.wharf.migration.Json"),
                columns.stream().map(Column::name).toList(),
                "an object of " + columns.stream().map(Column::name).collect(Collectors.joining(", ")));
    }

    private static String value(Column column) {
        return switch (column.type().kind()) {
            case SMALLINT, INTEGER, BIGINT -> Conversions.accessor("bigint", column);
            case DECIMAL, REAL, DOUBLE -> Conversions.accessor("decimal", column);
            case BOOLEAN -> Conversions.accessor("bool", column);
            case JSON, JSONB -> "Json.raw(" + Conversions.accessor("json", column) + ")";
            default -> Conversions.accessor("text", column);
        };
    }
}
