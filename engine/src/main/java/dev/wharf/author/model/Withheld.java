package dev.wharf.author.model;

import dev.wharf.author.template.ValueMeanings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Literals that do not leave the house. In prompts a word such as {@code WITHHELD_3} stands for each, and in the answer that
 * word is replaced by the literal again. Not for several threads.
 */
final class Withheld {

    private static final Pattern TOKEN = Pattern.compile("[\"']?\\bWITHHELD_(\\d{1,6})\\b[\"']?");
    private static final Pattern SQL = Pattern.compile(
            "--[^\\n]*|/\\*.*?\\*/|(?<raw>(?<!\\w)[eE]'(?:[^'\\\\]|''|\\\\.)*'|(?<!\\w)(?<dollars>\\$(?:[\\p{L}_]\\w*)?\\$).*?\\k<dollars>)"
                    + "|(?<text>'(?:[^']|'')*')|\"(?:[^\"]|\"\")*\"|(?<![\\w$])(?<number>0[xXoObB][0-9A-Fa-f_]+"
                    + "|(?:\\d[\\d_]*(?:\\.[\\d_]*)?|\\.\\d[\\d_]*)(?:[eE][+-]?\\d+)?)",
            Pattern.DOTALL);
    private static final Pattern JAVA = Pattern.compile(
            "(?<comment>//[^\\n]*|/\\*.*?\\*/)|(?<block>\"\"\"(?:[^\"\\\\]++|\\\\.|\"(?!\"\"))*+\"\"\")"
                    + "|(?<text>\"(?:[^\"\\\\]|\\\\.)*\")|(?<character>'(?:[^'\\\\]|\\\\.)+')"
                    + "|(?<![\\w.$])(?<number>\\d[\\w.]*)",
            Pattern.DOTALL);

    /** Numbers that say nothing. */
    private static final Set<String> PLAIN = Set.of("0", "1");

    private final Map<String, String> literals;

    /** @param literals kind and value, by the word that stands for them */
    Withheld(Map<String, String> literals) {
        this.literals = new LinkedHashMap<>(literals);
    }

    Map<String, String> literals() {
        return literals;
    }

    /** What must stand in no prompt, for the last look at findings. */
    List<String> values() {
        return literals.values().stream().map(literal -> literal.substring(2)).toList();
    }

    /** A text of SQL without its literals, and without comments. {@code said} tells which literals are known outside anyway. */
    String sql(String text, Predicate<String> said) {
        return replaced(SQL, text, match -> {
            String literal = match.group("text");
            String number = match.group("number");
            if (match.group("raw") != null) {
                return token("r:" + match.group("raw"));
            }
            if (literal != null) {
                String value = literal.substring(1, literal.length() - 1).replace("''", "'");
                return value.isEmpty() || said.test(value) ? literal : "'" + token("t:" + value) + "'";
            }
            if (number != null) {
                return PLAIN.contains(number) || said.test(number) ? number : token("n:" + number);
            }
            return match.group().startsWith("\"") ? match.group() : " ";
        });
    }

    /** As {@link #sql}, for a class. */
    String java(String text, Predicate<String> said) {
        return replaced(JAVA, text, match -> {
            String literal = match.group("text");
            String number = match.group("number");
            if (match.group("comment") != null) {
                return match.group().replaceAll("[^\\n]", "");
            }
            if (literal != null) {
                String value = literal.substring(1, literal.length() - 1);
                return value.isEmpty() || said.test(value) ? literal : '"' + token("j:" + literal) + '"';
            }
            if (number != null && (PLAIN.contains(number) || said.test(number))) {
                return number;
            }
            return token("j:" + match.group());
        });
    }

    private interface Replacement {
        String of(Matcher match);
    }

    private static String replaced(Pattern pattern, String text, Replacement replacement) {
        return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(replacement.of((Matcher) match)));
    }

    /** SQL of an answer with the literals put back. */
    String restoredSql(String text) {
        return TOKEN.matcher(text).replaceAll(match -> Matcher.quoteReplacement(
                restored(match.group(), match.group(1), value -> "'" + value.replace("'", "''") + "'")));
    }

    /** A class of an answer with the literals put back. */
    String restoredJava(String text) {
        return TOKEN.matcher(text).replaceAll(match -> Matcher.quoteReplacement(
                restored(match.group(), match.group(1), value -> String.valueOf(ValueMeanings.literal(value)))));
    }

    private interface Quoting {
        String of(String value);
    }

    private String restored(String written, String number, Quoting quoting) {
        String literal = literals.get("WITHHELD_" + number);
        if (literal == null) {
            return written;
        }
        String value = literal.substring(2);
        return literal.startsWith("t:") ? quoting.of(value) : value;
    }

    private String token(String literal) {
        for (Map.Entry<String, String> known : literals.entrySet()) {
            if (known.getValue().equals(literal)) {
                return known.getKey();
            }
        }
        String token = "WITHHELD_" + (literals.size() + 1);
        literals.put(token, literal);
        return token;
    }
}
