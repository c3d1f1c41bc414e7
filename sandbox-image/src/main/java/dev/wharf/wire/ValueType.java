package dev.wharf.wire;

/**
 * How the bytes of one value are laid out. The layouts are those of PostgreSQL's binary format (the server's {@code *send}
 * functions), so that its values pass through untouched; {@link #DYNAMIC} carries SQLite's values, which have a type each.
 */
public enum ValueType {
    /** 2 bytes, big-endian. */
    INT2,
    /** 4 bytes, big-endian. */
    INT4,
    /** 8 bytes, big-endian. */
    INT8,
    /** IEEE 754, 4 bytes. */
    FLOAT4,
    /** IEEE 754, 8 bytes. */
    FLOAT8,
    /** numeric_send: digits base 10000, weight, sign, dscale; NaN and the infinities have signs of their own. */
    NUMERIC,
    /** 1 byte, 0 or 1. */
    BOOL,
    /** UTF-8; also enum labels and everything that is read by its text form. */
    TEXT,
    /** The bytes themselves. */
    BYTES,
    /** int4 days since 2000-01-01. */
    DATE,
    /** int8 microseconds since midnight. */
    TIME,
    /** int8 microseconds since 2000-01-01T00:00, no zone. */
    TIMESTAMP,
    /** int8 microseconds since 2000-01-01T00:00Z. */
    TIMESTAMPTZ,
    /** 16 bytes. */
    UUID,
    /** JSON text in UTF-8. */
    JSON,
    /** A version byte 1, then JSON text in UTF-8. */
    JSONB,
    /** A storage class ('i' int8, 'r' float8, 't' UTF-8 text, 'b' bytes), then the value in that layout. */
    DYNAMIC,
    /** Bytes that only a column of the very same type can take. */
    OPAQUE;

    private static final ValueType[] BY_ID = values();

    /** The byte that stands for this type on the wire. */
    public byte id() {
        return (byte) ordinal();
    }

    /** @throws IllegalArgumentException where no type has that id */
    public static ValueType byId(int id) {
        if (id < 0 || id >= BY_ID.length) {
            throw new IllegalArgumentException("no value type has the id " + id);
        }
        return BY_ID[id];
    }
}
