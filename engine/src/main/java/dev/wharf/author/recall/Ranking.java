package dev.wharf.author.recall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Okapi BM25 over short texts: how well each text answers a bag of words. Rare words weigh more, long texts less. */
final class Ranking {

    private static final double SATURATION = 1.2;
    private static final double LENGTH = 0.75;

    private final List<Map<String, Integer>> counts = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private final Map<String, Integer> holders = new HashMap<>();

    Ranking(List<List<String>> texts) {
        for (List<String> text : texts) {
            Map<String, Integer> count = new HashMap<>();
            text.forEach(term -> count.merge(term, 1, Integer::sum));
            count.keySet().forEach(term -> holders.merge(term, 1, Integer::sum));
            counts.add(count);
            lengths.add(text.size());
        }
    }

    /** The text's score for these words, 0 where it holds none of them. */
    double score(int text, List<String> words) {
        double average = lengths.stream().mapToInt(Integer::intValue).average().orElse(1);
        Set<String> asked = new HashSet<>(words);
        double score = 0;
        for (String word : asked) {
            int count = counts.get(text).getOrDefault(word, 0);
            if (count > 0) {
                int held = holders.getOrDefault(word, 0);
                double rarity = Math.log(1 + (counts.size() - held + 0.5) / (held + 0.5));
                double length = 1 - LENGTH + LENGTH * lengths.get(text) / average;
                score += rarity * count * (SATURATION + 1) / (count + SATURATION * length);
            }
        }
        return score;
    }
}
