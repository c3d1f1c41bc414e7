package dev.wharf.trial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.TypeKind;
import dev.wharf.wire.RowChunk;
import dev.wharf.wire.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SampleRowsTest {

    @ParameterizedTest
    @EnumSource(ValueType.class)
    void makesRowsOfEveryLayoutWithNullLast(ValueType layout) {
        RowChunk rows = SampleRows.of(List.of(
                new SampleRows.Sample(layout, null, null, true), new SampleRows.Sample(ValueType.INT8, null, null, false)), 50, List.of());

        assertTrue(rows.rows() >= 3, () -> rows.rows() + " rows");
        int last = rows.starts()[rows.rows() - 1];
        assertEquals(-1, int32(rows.bytes(), last + 2));
        assertEquals(8, int32(rows.bytes(), last + 6));
        assertEquals(last + 18, rows.starts()[rows.rows()]);
    }

    @ParameterizedTest
    @EnumSource(TypeKind.class)
    void makesValuesOfSqliteForEveryDeclaredType(TypeKind kind) {
        RowChunk rows = SampleRows.of(List.of(new SampleRows.Sample(ValueType.DYNAMIC, ColumnType.of("x", kind), null, true)), 50, List.of());

        for (int row = 0; row < rows.rows() - 1; row++) {
            int start = rows.starts()[row];
            assertTrue(int32(rows.bytes(), start + 2) == -1 || "irtb".indexOf(rows.bytes()[start + 6]) >= 0);
        }
    }

    @ParameterizedTest
    @EnumSource(value = ValueType.class, names = {"TEXT", "DYNAMIC"})
    void mostTextsThatAClassReadsAsAUuidAreUuids(ValueType layout) {
        RowChunk rows = SampleRows.of(
                List.of(new SampleRows.Sample(layout, null, ValueType.UUID, true)), 400, List.of("a word"));

        long uuids = IntStream.range(0, rows.rows())
                .filter(row -> new String(rows.bytes(), rows.starts()[row] + 6, rows.starts()[row + 1] - rows.starts()[row] - 6,
                                StandardCharsets.UTF_8)
                        .matches("t?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .count();
        assertTrue(uuids > 300 && uuids < rows.rows(), () -> uuids + " of " + rows.rows());
    }

    /** No text of ten characters is a uuid, so the column holds words whatever the class makes of them. */
    @Test
    void aColumnTooShortForWhatTheClassReadsHoldsWords() {
        ColumnType code = new ColumnType("varchar(10)", TypeKind.TEXT, 10, null, null, List.of());
        List<SampleRows.Sample> columns = List.of(new SampleRows.Sample(ValueType.TEXT, code, ValueType.UUID, true));
        List<SampleRows.Sample> words = List.of(new SampleRows.Sample(ValueType.TEXT, code, null, true));

        assertArrayEquals(SampleRows.of(words, 50, List.of()).bytes(), SampleRows.of(columns, 50, List.of()).bytes());
    }

    private static int int32(byte[] bytes, int at) {
        return (bytes[at] << 24) | ((bytes[at + 1] & 0xFF) << 16) | ((bytes[at + 2] & 0xFF) << 8) | (bytes[at + 3] & 0xFF);
    }
}
