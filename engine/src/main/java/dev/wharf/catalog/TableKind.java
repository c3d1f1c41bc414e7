package dev.wharf.catalog;

/** What sort of table it is by its shape, which decides the default size of batches. */
public enum TableKind {
    /** Fewer than 5,000 rows and 10 columns, no timestamps. */
    CATALOG,
    TRANSACTIONAL,
    /** At least two foreign keys and at most six columns. */
    JUNCTION,
    /** A million rows or more. */
    LARGE,
    VIEW
}
