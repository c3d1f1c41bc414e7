package dev.wharf.gate;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a class does with names, read from its bytecode.
 *
 * @param reads source columns that an accessor reads
 * @param texts those of them that {@code text} reads
 * @param copies pairs of columns of {@code copy}
 * @param sets target columns of {@code set}
 * @param tables of {@code insert}
 * @param computedSource a source column's name is computed, so any may be read
 * @param computedTarget a target's table or column name is computed
 */
public record ClassUse(
        Set<String> reads,
        Set<String> texts,
        List<Copy> copies,
        Set<String> sets,
        Set<String> tables,
        boolean computedSource,
        boolean computedTarget) {

    public ClassUse {
        reads = java.util.Collections.unmodifiableSet(new TreeSet<>(reads));
        texts = java.util.Collections.unmodifiableSet(new TreeSet<>(texts));
        copies = List.copyOf(copies);
        sets = java.util.Collections.unmodifiableSet(new TreeSet<>(sets));
        tables = java.util.Collections.unmodifiableSet(new TreeSet<>(tables));
    }

    public record Copy(String target, String source) {}
}
