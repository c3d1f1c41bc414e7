package dev.wharf.plan;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody who mistyped probably meant. */
public final class NearestName {

    private NearestName() {}

    /**
     * The known name that is nearest to {@code typed} by edit distance, case ignored; empty where none is near enough to be
     * meant (a third of the letters wrong, at least two). Of two that are as near, the first in the alphabet.
     */
    public static Optional<String> of(String typed, Collection<String> known) {
        String wanted = typed.toLowerCase(Locale.ROOT);
        String best = null;
        int bestDistance = Math.max(2, wanted.length() / 3) + 1;
        for (String name : known.stream().sorted().toList()) {
            String candidate = name.toLowerCase(Locale.ROOT);
            int distance = candidate.startsWith(wanted) && wanted.length() >= 3 ? 1 : distance(wanted, candidate);
            if (distance < bestDistance) {
                best = name;
                bestDistance = distance;
            }
        }
        return Optional.ofNullable(best);
    }

    /** "Did you mean x?" or, where nothing is near, {@code otherwise}. */
    public static String hint(String typed, Collection<String> known, String otherwise) {
        return of(typed, known).map(name -> "Did you mean " + name + "?").orElse(otherwise);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int above = row[j];
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[b.length()];
    }
}
