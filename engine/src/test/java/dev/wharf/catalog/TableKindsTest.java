package dev.wharf.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.wharf.catalog.Column.Generated;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TableKindsTest {

    @ParameterizedTest
    @CsvSource({
        "31, 9, 0, INTEGER, CATALOG",
        "4999, 9, 1, DATE, CATALOG",
        "5000, 9, 0, INTEGER, TRANSACTIONAL",
        "31, 10, 0, INTEGER, TRANSACTIONAL",
        "31, 4, 0, TIMESTAMPTZ, TRANSACTIONAL",
        "31, 4, 0, TIMESTAMP, TRANSACTIONAL",
        "-1, 4, 0, INTEGER, TRANSACTIONAL",
        "31, 6, 2, TIMESTAMP, JUNCTION",
        "31, 7, 2, INTEGER, CATALOG",
        "999999, 3, 2, INTEGER, JUNCTION",
        "1000000, 3, 2, INTEGER, LARGE",
    })
    void aTablesShapeTellsItsKind(long rows, int columns, int foreignKeys, TypeKind last, TableKind kind) {
        List<Column> all = Stream.concat(
                        Collections.nCopies(columns - 1, column(TypeKind.INTEGER)).stream(), Stream.of(column(last)))
                .toList();
        ForeignKey key = new ForeignKey("k", List.of("c"), TableName.of("t"), List.of("id"), false);
        assertEquals(kind, TableKinds.of(rows, all, Collections.nCopies(foreignKeys, key)));
    }

    private static Column column(TypeKind kind) {
        return new Column("c", ColumnType.of("", kind), true, null, Generated.NO, null);
    }
}
