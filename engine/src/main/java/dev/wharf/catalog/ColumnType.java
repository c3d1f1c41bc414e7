package dev.wharf.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A column's type.
 *
 * @param sqlName as the database prints it, such as {@code character varying(20)}; for SQLite as declared, perhaps empty
 * @param kind its family; for SQLite what the declared name suggests, which its values need not obey
 * @param length the greatest number of characters, where there is one
 * @param precision decimal digits, or fractional digits of seconds for times
 * @param scale decimal digits after the point
 * @param labels of an enum, in their order; otherwise empty
 */
public record ColumnType(
        String sqlName,
        TypeKind kind,
        @Nullable Integer length,
        @Nullable Integer precision,
        @Nullable Integer scale,
        List<String> labels) {

    public ColumnType {
        labels = List.copyOf(labels);
    }

    public static ColumnType of(String sqlName, TypeKind kind) {
        return new ColumnType(sqlName, kind, null, null, null, List.of());
    }
}
