package dev.wharf.author.template;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words in a name: {@code InvoiceLine}, {@code invoice_lines} and {@code INVOICE-LINE} have the same. */
final class Words {

    private static final Map<String, String> IRREGULAR = Map.ofEntries(
            Map.entry("people", "person"), Map.entry("children", "child"), Map.entry("men", "man"),
            Map.entry("women", "woman"), Map.entry("mice", "mouse"), Map.entry("feet", "foot"),
            Map.entry("statuses", "status"), Map.entry("indices", "index"), Map.entry("indexes", "index"),
            Map.entry("criteria", "criterion"), Map.entry("analyses", "analysis"), Map.entry("movies", "movie"),
            Map.entry("series", "series"), Map.entry("news", "news"), Map.entry("aliases", "alias"),
            Map.entry("leaves", "leaf"), Map.entry("lives", "life"), Map.entry("matrices", "matrix"),
            Map.entry("vertices", "vertex"), Map.entry("cookies", "cookie"), Map.entry("buses", "bus"),
            Map.entry("analysis", "analysis"), Map.entry("basis", "basis"), Map.entry("axis", "axis"));

    private static final int SHORTEST_STEM = 4;

    private static final int SHORTEST_BEGINNING = 3;

    private static final List<String> ENDINGS = List.of(
            "ations", "ation", "ings", "ing", "ions", "ion", "ers", "er", "ors", "or", "ed", "es", "s", "e");

    private Words() {}

    /** The words in lower case, in their order, cut at signs and where case changes, without accents: HTTPServer is http, server. */
    static List<String> of(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
        String parted = plain.replaceAll("([\\p{Ll}\\p{N}])(\\p{Lu})", "$1 $2").replaceAll("(\\p{Lu})(\\p{Lu}\\p{Ll})", "$1 $2");
        List<String> words = new ArrayList<>();
        for (String word : parted.split("[^\\p{L}\\p{N}]+")) {
            if (!word.isEmpty()) {
                words.add(word.toLowerCase(Locale.ROOT));
            }
        }
        return words.isEmpty() ? List.of(name) : words;
    }

    /** The words, each in its singular. */
    static List<String> singular(String name) {
        return of(name).stream().map(Words::singularOf).toList();
    }

    /** The singular words with short and foreign forms written out. */
    static List<String> full(List<String> singular) {
        return singular.stream().flatMap(w -> Vocabulary.meaning(w).stream()).toList();
    }

    static String singularOf(String word) {
        String irregular = IRREGULAR.get(word);
        if (irregular != null) {
            return irregular;
        }
        if (word.length() > 3 && word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.endsWith("sses") || word.endsWith("xes") || word.endsWith("ches") || word.endsWith("shes") || word.endsWith("zzes")) {
            return word.substring(0, word.length() - 2);
        }
        if (word.length() > 2 && word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us") && !word.endsWith("is")) {
            return word.substring(0, word.length() - 1);
        }
        return word;
    }

    /** What stays of a word without its ending: designing, designer and design share one. Short words are their own stem. */
    static String stem(String word) {
        for (String ending : ENDINGS) {
            if (word.endsWith(ending) && word.length() - ending.length() >= SHORTEST_STEM) {
                return word.substring(0, word.length() - ending.length());
            }
        }
        return word;
    }

    /**
     * Whether a word is the beginning of another and may stand for it, such as cust and customer, or means about the same.
     * What the letters tell is a reason to ask, or to take what nothing else comes near.
     */
    static boolean alike(String a, String b) {
        return a.equals(b)
                || stem(a).equals(stem(b))
                || Vocabulary.alike(a, b)
                || Math.min(a.length(), b.length()) >= SHORTEST_BEGINNING && (a.startsWith(b) || b.startsWith(a));
    }

    /** A column's or table's name as part of an id: as it is, where it is plain. */
    static String slugOfName(String name) {
        return name.matches("[A-Za-z0-9_]{1,60}") ? name : slug(name);
    }

    /** A text as part of an id: lower case, dashes, at most 40 characters. */
    static String slug(String text) {
        String slug = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "-").replaceAll("^-|-$", "");
        slug = slug.length() > 40 ? slug.substring(0, 40) : slug;
        return slug.isEmpty() ? "value" : slug;
    }
}
