package dev.wharf.sandbox;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the compiler said.
 *
 * @param classes binary name → class file; empty where there are problems
 */
public record Compilation(Map<String, byte[]> classes, List<Problem> problems) {

    public boolean ok() {
        return problems.isEmpty();
    }

    /** One error of the compiler, with its place from 1 where it has one. */
    public record Problem(@Nullable String file, @Nullable Integer line, @Nullable Integer column, String message) {}
}
