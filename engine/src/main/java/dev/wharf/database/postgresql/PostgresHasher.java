package dev.wharf.database.postgresql;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.TypeKind;
import dev.wharf.database.ByteSink;
import dev.wharf.database.JsonText;
import dev.wharf.database.NumericLayout;
import dev.wharf.database.RowHasher;
import dev.wharf.database.TupleHasher;
import dev.wharf.database.Utf8;
import dev.wharf.database.ValueEncoder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The forms in which a value is the same before it is written and when the server sends it back: numerics without zeros at
 * their ends, character(n) without its padding, jsonb parsed. All other types come back byte for byte.
 */
final class PostgresHasher {

    private PostgresHasher() {}

    static RowHasher of(List<Column> columns) {
        List<@Nullable ValueEncoder> canonical = new ArrayList<>(columns.size());
        for (Column column : columns) {
            canonical.add(canonical(column.type().kind()));
        }
        return new TupleHasher(canonical);
    }

    /** Also tells keys of a unique constraint apart as the server does, for which 1.0 and 1.00 are the same. */
    static RowHasher ofKey(List<Column> columns) {
        List<@Nullable ValueEncoder> canonical = new ArrayList<>(columns.size());
        for (Column column : columns) {
            canonical.add(column.type().kind() == TypeKind.DECIMAL
                    ? PostgresHasher::withoutScale
                    : canonical(column.type().kind()));
        }
        return new TupleHasher(canonical);
    }

    private static void withoutScale(byte[] bytes, int offset, int length, ByteSink out) {
        if (NumericLayout.special(bytes, offset)) {
            out.put(bytes, offset, length);
        } else {
            out.utf8(NumericLayout.decode(bytes, offset, length).stripTrailingZeros().toString());
        }
    }

    private static @Nullable ValueEncoder canonical(TypeKind kind) {
        return switch (kind) {
            case DECIMAL -> NumericLayout::normalize;
            case CHAR -> (bytes, offset, length, out) ->
                out.put(bytes, offset, Utf8.withoutTrailingBlanks(bytes, offset, length));
            case JSONB -> (bytes, offset, length, out) -> out.put(JsonText.canonical(bytes, offset + 1, length - 1));
            default -> null;
        };
    }
}
