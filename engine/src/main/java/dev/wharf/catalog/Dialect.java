package dev.wharf.catalog;

/** The database products that Wharf speaks. */
public enum Dialect {
    POSTGRESQL,
    SQLITE
}
