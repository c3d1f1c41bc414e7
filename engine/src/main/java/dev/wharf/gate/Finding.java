package dev.wharf.gate;

import org.jspecify.annotations.Nullable;

/**
 * Something that a gate refuses.
 *
 * @param gate plan, text, sql, source, compile, bytecode, schema, key, references, target, mapping, dry-run, determinism, unique
 * @param rule a stable id, lower case with dashes
 * @param line from 1; null where there is none
 * @param column from 1; null where there is none
 * @param message what stands there and which rule it breaks
 * @param next what to write or do instead
 */
public record Finding(
        String gate,
        @Nullable String step,
        @Nullable String file,
        @Nullable Integer line,
        @Nullable Integer column,
        String rule,
        String message,
        String next) {}
