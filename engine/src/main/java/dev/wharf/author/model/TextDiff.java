package dev.wharf.author.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What changed between two sets of files, line by line. */
final class TextDiff {

    /** Longer files are told by their number of lines. */
    private static final int MAX_LINES = 3_000;

    private TextDiff() {}

    /** Lines such as {@code plan.yaml}, {@code - old}, {@code + new}; unchanged lines are left out. */
    static List<String> of(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            List<String> changes = changes(lines(before.get(name)), lines(after.get(name)));
            if (!changes.isEmpty()) {
                lines.add(name + (before.containsKey(name) ? after.containsKey(name) ? "" : " (gone)" : " (new)"));
                lines.addAll(changes);
            }
        }
        return lines;
    }

    private static List<String> lines(@org.jspecify.annotations.Nullable String text) {
        return text == null ? List.of() : text.lines().toList();
    }

    private static List<String> changes(List<String> old, List<String> now) {
        if (old.equals(now)) {
            return List.of();
        }
        if (old.size() > MAX_LINES || now.size() > MAX_LINES) {
            return List.of("  " + old.size() + " lines became " + now.size());
        }
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int j = now.size() - 1; j >= 0; j--) {
                common[i][j] = old.get(i).equals(now.get(j)) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<String> changes = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < old.size() || j < now.size()) {
            if (i < old.size() && j < now.size() && old.get(i).equals(now.get(j))) {
                i++;
                j++;
            } else if (j >= now.size() || i < old.size() && common[i + 1][j] >= common[i][j + 1]) {
                changes.add("- " + old.get(i++));
            } else {
                changes.add("+ " + now.get(j++));
            }
        }
        return changes;
    }
}
