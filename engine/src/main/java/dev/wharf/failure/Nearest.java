package dev.wharf.failure;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what somebody probably meant, for messages about unknown names. */
public final class Nearest {

    private Nearest() {}

    /**
     * The candidate that is nearest to the word, where one is near: a third of its letters may differ, and at least two of
     * a longer word; where the word begins a candidate, that one.
     */
    public static Optional<String> to(String word, Collection<String> candidates) {
        String lower = word.toLowerCase(Locale.ROOT);
        int allowed = Math.max(word.length() > 3 ? 2 : 1, word.length() / 3);
        return candidates.stream()
                .filter(c -> distance(lower, c.toLowerCase(Locale.ROOT)) <= allowed
                        || lower.length() >= 2 && c.toLowerCase(Locale.ROOT).startsWith(lower))
                .min(Comparator.<String>comparingInt(c -> distance(lower, c.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** As {@link #to}, as a sentence with a blank before it: {@code " Did you mean x?"}; empty where nothing is near. */
    public static String question(String word, Collection<String> candidates) {
        return to(word, candidates).map(c -> " Did you mean " + c + "?").orElse("");
    }

    /** As {@link #to}, as the next step of a message: {@code "Did you mean x?"}; {@code otherwise} where nothing is near. */
    public static String hint(String word, Collection<String> candidates, String otherwise) {
        return to(word, candidates).map(c -> "Did you mean " + c + "?").orElse(otherwise);
    }

    /** Damerau's distance: letters put in, left out, replaced, or swapped with their neighbour. */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            d[i][0] = i;
        }
        for (int j = 0; j <= b.length(); j++) {
            d[0][j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            for (int j = 1; j <= b.length(); j++) {
                int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                d[i][j] = Math.min(Math.min(d[i - 1][j] + 1, d[i][j - 1] + 1), d[i - 1][j - 1] + cost);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
                }
            }
        }
        return d[a.length()][b.length()];
    }
}
