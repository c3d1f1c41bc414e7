package dev.wharf.gate;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a class does with names, read from its bytecode.
 *
 * @param reads source columns that an accessor reads
 * @param accessors for each of them the accessors of SourceRow that read it, such as {@code text} and {@code uuid}
 * @param copies pairs of columns of {@code copy}
 * @param sets target columns of {@code set}
 * @param tables of {@code insert}
 * @param computedSource a source column's name is computed, so any may be read
 * @param computedTarget a target's table or column name is computed
 */
public record ClassUse(
        Set<String> reads,
        Map<String, Set<String>> accessors,
        List<Copy> copies,
        Set<String> sets,
        Set<String> tables,
        boolean computedSource,
        boolean computedTarget) {

    public ClassUse {
        reads = java.util.Collections.unmodifiableSet(new TreeSet<>(reads));
        Map<String, Set<String>> copy = new TreeMap<>();
        accessors.forEach((column, names) -> copy.put(column, java.util.Collections.unmodifiableSet(new TreeSet<>(names))));
        accessors = java.util.Collections.unmodifiableMap(copy);
        copies = List.copyOf(copies);
        sets = java.util.Collections.unmodifiableSet(new TreeSet<>(sets));
        tables = java.util.Collections.unmodifiableSet(new TreeSet<>(tables));
    }

    public record Copy(String target, String source) {}
}
