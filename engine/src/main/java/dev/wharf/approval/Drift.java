package dev.wharf.approval;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How a schema differs from the one that was approved, line by line. */
final class Drift {

    private static final int SHOWN = 8;

    private Drift() {}

    /** Lines that went, after a minus, and lines that came, after a plus, in their order; the first few. */
    static List<String> between(String approved, String now) {
        Set<String> before = new LinkedHashSet<>(approved.lines().toList());
        Set<String> after = new LinkedHashSet<>(now.lines().toList());
        List<String> lines = new ArrayList<>();
        before.stream().filter(line -> !after.contains(line)).forEach(line -> lines.add("- " + line.strip()));
        after.stream().filter(line -> !before.contains(line)).forEach(line -> lines.add("+ " + line.strip()));
        if (lines.size() <= SHOWN) {
            return lines;
        }
        List<String> first = new ArrayList<>(lines.subList(0, SHOWN));
        first.add("and " + (lines.size() - SHOWN) + " more lines");
        return first;
    }
}
