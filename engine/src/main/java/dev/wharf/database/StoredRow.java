package dev.wharf.database;

/**
 * A row that stands in the target.
 *
 * @param transaction what wrote it last, where the database tells (PostgreSQL: xmin as text); else ""
 * @param tuple the columns asked for, laid out as in a {@link dev.wharf.wire.RowChunk}
 */
public record StoredRow(String transaction, byte[] tuple) {}
