package dev.wharf.catalog;

/** The families of column types that Wharf tells apart; everything it cannot look into is {@link #ARRAY} or {@link #OTHER}. */
public enum TypeKind {
    SMALLINT,
    INTEGER,
    BIGINT,
    REAL,
    DOUBLE,
    DECIMAL,
    BOOLEAN,
    TEXT,
    /** Fixed length, padded with blanks (bpchar). */
    CHAR,
    BYTES,
    DATE,
    TIME,
    TIMESTAMP,
    TIMESTAMPTZ,
    UUID,
    JSON,
    JSONB,
    ENUM,
    ARRAY,
    OTHER
}
