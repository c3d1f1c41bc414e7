package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.TypeKind;
import java.util.EnumSet;
import java.util.Set;

/** Families of types that are handled alike. */
final class Kinds {

    private static final Set<TypeKind> INTEGERS = EnumSet.of(TypeKind.SMALLINT, TypeKind.INTEGER, TypeKind.BIGINT);
    private static final Set<TypeKind> NUMBERS =
            EnumSet.of(TypeKind.SMALLINT, TypeKind.INTEGER, TypeKind.BIGINT, TypeKind.REAL, TypeKind.DOUBLE, TypeKind.DECIMAL);
    private static final Set<TypeKind> TEXTS = EnumSet.of(TypeKind.TEXT, TypeKind.CHAR);
    private static final Set<TypeKind> TIMES =
            EnumSet.of(TypeKind.DATE, TypeKind.TIME, TypeKind.TIMESTAMP, TypeKind.TIMESTAMPTZ);

    private Kinds() {}

    static boolean integer(Column column) {
        return INTEGERS.contains(column.type().kind());
    }

    static boolean number(Column column) {
        return NUMBERS.contains(column.type().kind());
    }

    static boolean text(Column column) {
        return TEXTS.contains(column.type().kind());
    }

    static boolean time(Column column) {
        return TIMES.contains(column.type().kind());
    }

    static boolean json(Column column) {
        return column.type().kind() == TypeKind.JSON || column.type().kind() == TypeKind.JSONB;
    }

    static boolean is(Column column, TypeKind kind) {
        return column.type().kind() == kind;
    }

    /** Whether a column may be left out of an insert. */
    static boolean optional(Column column) {
        return column.nullable() || column.defaultExpression() != null || column.generated() != Column.Generated.NO;
    }
}
