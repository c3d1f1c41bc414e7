package dev.wharf.author.template;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The words in a name: {@code InvoiceLine}, {@code invoice_lines} and {@code INVOICE-LINE} have the same. */
final class Words {

    /** Short forms that stand for one word wherever they stand alone; none of them is guessed from letters. */
    private static final Map<String, List<String>> SHORT_FORMS = Map.ofEntries(
            Map.entry("abbr", List.of("abbreviation")), Map.entry("acct", List.of("account")),
            Map.entry("addr", List.of("address")), Map.entry("amt", List.of("amount")),
            Map.entry("cat", List.of("category")), Map.entry("cnt", List.of("count")),
            Map.entry("cust", List.of("customer")), Map.entry("dept", List.of("department")),
            Map.entry("descr", List.of("description")), Map.entry("desc", List.of("description")),
            Map.entry("dob", List.of("birth", "date")), Map.entry("emp", List.of("employee")),
            Map.entry("fname", List.of("first", "name")), Map.entry("img", List.of("image")),
            Map.entry("lang", List.of("language")), Map.entry("lname", List.of("last", "name")),
            Map.entry("mgr", List.of("manager")), Map.entry("msg", List.of("message")),
            Map.entry("num", List.of("number")), Map.entry("no", List.of("number")),
            Map.entry("org", List.of("organization")), Map.entry("organisation", List.of("organization")),
            Map.entry("prod", List.of("product")), Map.entry("qty", List.of("quantity")),
            Map.entry("ref", List.of("reference")), Map.entry("tel", List.of("phone")),
            Map.entry("telephone", List.of("phone")), Map.entry("zip", List.of("postal", "code")),
            Map.entry("zipcode", List.of("postal", "code")), Map.entry("postcode", List.of("postal", "code")));

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

    /** The singular words with short forms written out. */
    static List<String> full(List<String> singular) {
        return singular.stream().flatMap(w -> SHORT_FORMS.getOrDefault(w, List.of(w)).stream()).toList();
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
