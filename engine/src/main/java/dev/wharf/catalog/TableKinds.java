package dev.wharf.catalog;

import java.util.List;

/** Tells by its shape what sort of table it is. */
public final class TableKinds {

    private static final long LARGE_ROWS = 1_000_000;
    private static final long CATALOG_ROWS = 5_000;
    private static final int CATALOG_COLUMNS = 10;
    private static final int JUNCTION_COLUMNS = 6;

    private TableKinds() {}

    /**
     * The kind of a table that is no view. Size comes first, because it is what batches are sized by.
     *
     * @param rows -1 where it is not known
     */
    public static TableKind of(long rows, List<Column> columns, List<ForeignKey> foreignKeys) {
        if (rows >= LARGE_ROWS) {
            return TableKind.LARGE;
        }
        if (foreignKeys.size() >= 2 && columns.size() <= JUNCTION_COLUMNS) {
            return TableKind.JUNCTION;
        }
        boolean small = rows >= 0 && rows < CATALOG_ROWS && columns.size() < CATALOG_COLUMNS;
        return small && columns.stream().noneMatch(TableKinds::timestamp) ? TableKind.CATALOG : TableKind.TRANSACTIONAL;
    }

    private static boolean timestamp(Column column) {
        TypeKind kind = column.type().kind();
        return kind == TypeKind.TIMESTAMP || kind == TypeKind.TIMESTAMPTZ;
    }
}
