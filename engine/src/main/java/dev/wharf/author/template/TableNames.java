package dev.wharf.author.template;

import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How well the names of two tables fit, from 0 to 1, with prefixes that a whole schema shares left out of account. */
final class TableNames {

    private final Set<String> sourcePrefixes;
    private final Set<String> targetPrefixes;

    TableNames(Schema source, Schema target) {
        this.sourcePrefixes = prefixes(source);
        this.targetPrefixes = prefixes(target);
    }

    /** The words of a source table's name, without a prefix of the schema. */
    List<String> sourceWords(TableName name) {
        return bare(Words.singular(name.name()), sourcePrefixes);
    }

    List<String> targetWords(TableName name) {
        return bare(Words.singular(name.name()), targetPrefixes);
    }

    double score(TableName source, TableName target) {
        List<String> a = Words.singular(source.name());
        List<String> b = Words.singular(target.name());
        if (a.equals(b) || String.join("", a).equals(String.join("", b))) {
            return 1;
        }
        List<String> bareA = Words.full(sourceWords(source));
        List<String> bareB = Words.full(targetWords(target));
        if (bareA.equals(bareB) || bareA.equals(b) || a.equals(bareB)) {
            return 0.95;
        }
        Set<String> x = new HashSet<>(bareA);
        Set<String> y = new HashSet<>(bareB);
        if (x.equals(y)) {
            return 0.85;
        }
        if (bareA.size() == bareB.size() && alike(bareA, bareB)) {
            return 0.8;
        }
        Set<String> all = new HashSet<>(x);
        all.addAll(y);
        x.retainAll(y);
        double share = (double) x.size() / all.size();
        boolean sameHead = bareA.getLast().equals(bareB.getLast());
        return sameHead ? 0.45 + 0.4 * share : 0.5 * share;
    }

    private static boolean alike(List<String> a, List<String> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!Words.alike(a.get(i), b.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** First words that at least two tables and a third of all share, while no table is named by that word alone. */
    private static Set<String> prefixes(Schema schema) {
        Map<String, Integer> firsts = new HashMap<>();
        Set<String> alone = new HashSet<>();
        for (Table table : schema.tables()) {
            List<String> words = Words.singular(table.name().name());
            if (words.size() > 1) {
                firsts.merge(words.getFirst(), 1, Integer::sum);
            } else {
                alone.addAll(words);
            }
        }
        Set<String> prefixes = new HashSet<>(Set.of("tbl", "legacy", "old"));
        firsts.forEach((word, count) -> {
            if (count >= 2 && count * 3 >= schema.tables().size() && !alone.contains(word)) {
                prefixes.add(word);
            }
        });
        return prefixes;
    }

    private static List<String> bare(List<String> words, Set<String> prefixes) {
        return words.size() > 1 && prefixes.contains(words.getFirst()) ? words.subList(1, words.size()) : words;
    }
}
