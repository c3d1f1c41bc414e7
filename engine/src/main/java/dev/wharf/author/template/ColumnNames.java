package dev.wharf.author.template;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How well the names of two columns fit, from 0 to 1: 1 for the same words; less the more of them only the tables or a
 * convention explain; at least {@link #ENOUGH} where the names alone are a reason.
 */
final class ColumnNames {

    static final double ENOUGH = 0.6;

    /** Names less alike than this are taken only where no other name comes near. */
    static final double PLAIN = 0.78;

    /** Names whose words are all alike, one by one. */
    private static final double ALIKE = 0.75;

    /** What a convention adds to a name without changing what it means. */
    private static final Set<String> DECORATION = Set.of("is", "has", "at", "on", "date", "time", "timestamp", "datetime", "ts", "the", "flag",
            "text", "am");

    private static final Set<String> KEY_WORDS = Set.of("id", "uuid", "guid", "key", "fk", "code", "ref");

    private static final Set<String> OLD_WORDS = Set.of("legacy", "old", "original", "orig", "source", "previous", "former");

    private final List<String> sourceTable;
    private final List<String> targetTable;

    ColumnNames(List<String> sourceTable, List<String> targetTable) {
        this.sourceTable = sourceTable;
        this.targetTable = targetTable;
    }

    double score(String source, String target) {
        List<String> a = Words.singular(source);
        List<String> b = Words.singular(target);
        if (a.equals(b) || String.join("", a).equals(String.join("", b))) {
            return 1;
        }
        if (Words.full(a).equals(Words.full(b))) {
            return 0.95;
        }
        List<String> bareA = Words.full(withoutTable(a));
        List<String> bareB = Words.full(withoutTable(b));
        if (bareA.equals(bareB) && !KEY_WORDS.containsAll(bareA)) {
            return 0.9;
        }
        if (!meaning(bareA).isEmpty() && meaning(bareA).equals(meaning(bareB))) {
            return 0.85;
        }
        if (NameParts.partOfOther(bareA, bareB)) {
            return 0;
        }
        Set<String> stems = stems(a);
        if (!stems.isEmpty() && stems.equals(stems(b))) {
            return 0.8;
        }
        return Math.max(partly(bareA, bareB), alike(bareA, bareB) ? ALIKE : 0);
    }

    /** How well the names of two references to the same table fit; what only says that they are keys does not count. */
    double referenceScore(String source, String target) {
        List<String> a = role(source);
        List<String> b = role(target);
        return a.equals(b) ? 1 : !a.isEmpty() && alike(a, b) ? ALIKE : Math.min(ALIKE, score(source, target));
    }

    /** Whether one word of the names, other than keys and conventions, is alike: a reason to ask, and none to take it. */
    boolean related(String source, String target) {
        List<String> a = said(Words.full(withoutTable(Words.singular(source))));
        List<String> b = said(Words.full(withoutTable(Words.singular(target))));
        return a.stream().anyMatch(x -> b.stream().anyMatch(y -> Words.alike(x, y)));
    }

    private List<String> role(String name) {
        return said(Words.full(withoutTable(Words.singular(name)))).stream().filter(w -> !w.equals("number")).toList();
    }

    private static List<String> said(List<String> words) {
        return words.stream().filter(w -> !DECORATION.contains(w) && !KEY_WORDS.contains(w)).toList();
    }

    private static boolean alike(List<String> a, List<String> b) {
        List<String> x = a.stream().filter(w -> !DECORATION.contains(w)).toList();
        List<String> y = b.stream().filter(w -> !DECORATION.contains(w)).toList();
        if (x.isEmpty() || x.size() != y.size() || KEY_WORDS.containsAll(x)) {
            return false;
        }
        for (int i = 0; i < x.size(); i++) {
            if (!Words.alike(x.get(i), y.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether the column keeps the key that a row had in the source, such as legacy_id or old_role_id. */
    boolean keepsOldKey(String target) {
        List<String> words = new ArrayList<>(Words.singular(target));
        if (words.size() < 2 || !OLD_WORDS.contains(words.getFirst())) {
            return false;
        }
        List<String> rest = withoutTable(words.subList(1, words.size()));
        return KEY_WORDS.containsAll(rest);
    }

    /** One name's words are all in the other's, and more than keys and conventions among them. */
    private static double partly(List<String> a, List<String> b) {
        Set<String> x = stems(a);
        Set<String> y = stems(b);
        Set<String> common = new HashSet<>(x);
        common.retainAll(y);
        common.removeAll(KEY_WORDS);
        if (common.isEmpty()) {
            return 0;
        }
        boolean oneHoldsTheOther = x.containsAll(y) || y.containsAll(x);
        double share = (double) common.size() / Math.max(x.size(), y.size());
        return oneHoldsTheOther ? 0.55 + 0.2 * share : 0.5 * share;
    }

    /** Without the words of either table in front, as in role_name of technician_roles; never without all words. */
    private List<String> withoutTable(List<String> words) {
        int from = 0;
        while (from < words.size() - 1 && (sourceTable.contains(words.get(from)) || targetTable.contains(words.get(from)))) {
            from++;
        }
        return words.subList(from, words.size());
    }

    private static List<String> meaning(List<String> words) {
        List<String> rest = words.stream().filter(w -> !DECORATION.contains(w) && !KEY_WORDS.contains(w)).toList();
        return rest.stream().map(Words::stem).sorted().toList();
    }

    private static Set<String> stems(List<String> words) {
        Set<String> stems = new HashSet<>();
        for (String word : words) {
            if (!DECORATION.contains(word)) {
                stems.add(Words.stem(word));
            }
        }
        return stems;
    }
}
