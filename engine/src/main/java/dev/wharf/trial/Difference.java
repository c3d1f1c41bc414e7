package dev.wharf.trial;

import org.jspecify.annotations.Nullable;

/**
 * Where one row became something else.
 *
 * @param row its index among the trial's rows
 * @param table of the target, null where it is not about a value
 * @param column of the target, null where it is not about a value
 * @param usual what it became in a run's surroundings: a value as text, a number of rows, skipped or rejected and why
 * @param other what it became in others
 */
public record Difference(int row, @Nullable String table, @Nullable String column, String usual, String other) {}
