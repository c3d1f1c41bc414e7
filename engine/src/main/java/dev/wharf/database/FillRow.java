package dev.wharf.database;

import org.jspecify.annotations.Nullable;

/**
 * A row of which one column is to be set.
 *
 * @param row as the run recorded it, by which it is told whether somebody touched it since
 * @param value as text, null for NULL
 * @param pictured whether the outcome is to hold what the whole row was before
 */
public record FillRow(WrittenRow row, @Nullable String value, boolean pictured) {}
