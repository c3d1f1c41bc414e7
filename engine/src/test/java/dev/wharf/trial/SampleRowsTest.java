package dev.wharf.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleRowsTest {

    @ParameterizedTest
    @EnumSource(ValueType.class)
    void makesRowsOfEveryLayoutWithNullLast(ValueType layout) {
        RowChunk rows = SampleRows.of(List.of(
                new SampleRows.Sample(layout, null, true), new SampleRows.Sample(ValueType.INT8, null, false)), 50, List.of());

        assertTrue(rows.rows() >= 3, () -> rows.rows() + " rows");
        int last = rows.starts()[rows.rows() - 1];
        assertEquals(-1, int32(rows.bytes(), last + 2));
        assertEquals(8, int32(rows.bytes(), last + 6));
        assertEquals(last + 18, rows.starts()[rows.rows()]);
    }

    @ParameterizedTest
    @EnumSource(TypeKind.class)
    void makesValuesOfSqliteForEveryDeclaredType(TypeKind kind) {
        RowChunk rows = SampleRows.of(List.of(new SampleRows.Sample(ValueType.DYNAMIC, ColumnType.of("x", kind), true)), 50, List.of());

        for (int row = 0; row < rows.rows() - 1; row++) {
            int start = rows.starts()[row];
            assertTrue(int32(rows.bytes(), start + 2) == -1 || "irtb".indexOf(rows.bytes()[start + 6]) >= 0);
        }
    }

    private static int int32(byte[] bytes, int at) {
        return (bytes[at] << 24) | ((bytes[at + 1] & 0xFF) << 16) | ((bytes[at + 2] & 0xFF) << 8) | (bytes[at + 3] & 0xFF);
    }
}
