package dev.wharf.author.template;

import dev.wharf.catalog.Check;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TypeKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The labels that a column takes, and which of them a value means: the very same text, else the same words, else the one
 * label whose words are all among the value's. Letters inside a word never count: "st" is not in "Master".
 */
final class Labels {

    /** {@code x IN ('a', 'b')} as people and SQLite write it, {@code x = ANY (ARRAY['a'::text, …])} as PostgreSQL prints it. */
    private static final Pattern ONE_OF = Pattern.compile(
            "^\\W*(?:CHECK\\s*)?\\W*[\"`\\[]?([\\p{L}_][\\p{L}\\p{N}_$]*)[\"`\\]]?\\)*(?:::[a-z ]+(?:\\(\\d+\\))?)?\\)*\\s*"
                    + "(?:IN\\s*\\(|=\\s*ANY\\s*\\(+ARRAY\\[)(.*)$",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final Pattern TEXT = Pattern.compile("'((?:[^']|'')*)'");
    private static final Pattern REST_OF_LIST =
            Pattern.compile("(?:'(?:[^']|'')*'|::[a-z ]+(?:\\(\\d+\\))?(?:\\[\\])?|[\\s,()\\]])*", Pattern.CASE_INSENSITIVE);

    private final List<String> labels;

    Labels(List<String> labels) {
        this.labels = List.copyOf(labels);
    }

    /** The labels of an enum, or those that a check constraint lists; empty where the column takes anything of its type. */
    static List<String> of(Table table, Column column) {
        if (column.type().kind() == TypeKind.ENUM) {
            return column.type().labels();
        }
        if (!Kinds.text(column) && !Kinds.is(column, TypeKind.OTHER)) {
            return List.of();
        }
        for (Check check : table.checks()) {
            Matcher matcher = ONE_OF.matcher(check.expression().strip());
            if (matcher.matches()
                    && matcher.group(1).equalsIgnoreCase(column.name())
                    && REST_OF_LIST.matcher(matcher.group(2)).matches()) {
                List<String> labels = new ArrayList<>();
                Matcher texts = TEXT.matcher(matcher.group(2));
                while (texts.find()) {
                    labels.add(texts.group(1).replace("''", "'"));
                }
                return labels.stream().distinct().toList();
            }
        }
        return List.of();
    }

    /** The one label that a value means; empty where none or more than one could be meant. */
    Optional<String> meantBy(String value) {
        if (labels.contains(value)) {
            return Optional.of(value);
        }
        List<String> same = labels.stream()
                .filter(label -> !normal(label).isEmpty() && normal(label).equals(normal(value)))
                .toList();
        if (!same.isEmpty()) {
            return same.size() == 1 ? Optional.of(same.getFirst()) : Optional.empty();
        }
        List<String> fitting = fitting(value);
        return fitting.size() == 1 ? Optional.of(fitting.getFirst()) : Optional.empty();
    }

    /** Every label whose words are all among the value's words, as words or as forms of them. */
    List<String> fitting(String value) {
        Set<String> words = stems(value);
        return labels.stream().filter(label -> {
            Set<String> wanted = stems(label);
            return !wanted.isEmpty() && words.containsAll(wanted);
        }).toList();
    }

    private static Set<String> stems(String text) {
        Set<String> stems = new HashSet<>();
        for (String word : Words.singular(text)) {
            stems.add(Words.stem(word));
        }
        return stems;
    }

    private static String normal(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", "");
    }
}
