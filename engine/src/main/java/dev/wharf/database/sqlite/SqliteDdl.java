package dev.wharf.database.sqlite;

import dev.wharf.catalog.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What only the text of a CREATE TABLE tells: its checks, the names of its foreign keys and whether they are deferred, in the
 * order of the text. SQLite has accepted the text, so this reads it by its words and does not judge it.
 */
record SqliteDdl(List<Check> checks, List<Reference> references, boolean withoutRowid) {

    /** @param name null where the constraint was given none */
    record Reference(@Nullable String name, boolean deferred) {}

    private record Token(String text, int start, int end) {

        private boolean is(String word) {
            return text.equalsIgnoreCase(word);
        }
    }

    /** Comments are skipped; quoted names and literals are tokens of their own, so that words in them mean nothing. */
    private static final Pattern TOKEN = Pattern.compile(
            "--[^\\n]*|/\\*(?s:.*?)(?:\\*/|\\z)|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`(?:[^`]|``)*`|\\[[^]]*]|[\\w$\\x{80}-\\x{10FFFF}]+|\\S");

    static SqliteDdl parse(String sql) {
        List<Token> tokens = tokens(sql);
        List<Check> checks = new ArrayList<>();
        List<Reference> references = new ArrayList<>();
        int depth = 0;
        int lastClosed = -1;
        String constraint = null;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.is("(")) {
                depth++;
            } else if (token.is(")")) {
                depth--;
                lastClosed = i;
            } else if (depth == 1 && token.is(",")) {
                constraint = null;
            } else if (depth == 1 && token.is("CONSTRAINT") && i + 1 < tokens.size()) {
                constraint = name(tokens.get(++i).text());
            } else if (depth == 1 && token.is("CHECK") && i + 1 < tokens.size() && tokens.get(i + 1).is("(")) {
                int close = closing(tokens, i + 1);
                String expression =
                        sql.substring(tokens.get(i + 1).start(), tokens.get(Math.min(close, tokens.size() - 1)).end());
                checks.add(new Check(constraint == null ? "check_" + (checks.size() + 1) : constraint, expression));
                constraint = null;
                i = close;
            } else if (depth == 1 && token.is("REFERENCES")) {
                references.add(new Reference(constraint, deferred(tokens, i)));
                constraint = null;
            }
        }
        return new SqliteDdl(checks, references, withoutRowid(tokens, lastClosed));
    }

    private static List<Token> tokens(String sql) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sql);
        while (matcher.find()) {
            if (!matcher.group().startsWith("--") && !matcher.group().startsWith("/*")) {
                tokens.add(new Token(matcher.group(), matcher.start(), matcher.end()));
            }
        }
        return tokens;
    }

    private static int closing(List<Token> tokens, int open) {
        int depth = 0;
        for (int i = open; i < tokens.size(); i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return tokens.size();
    }

    /** DEFERRABLE alone changes nothing in SQLite: only INITIALLY DEFERRED makes it wait for the commit. */
    private static boolean deferred(List<Token> tokens, int references) {
        int depth = 0;
        for (int i = references + 1; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth < 0 || depth == 0 && (token.is(",") || token.is("REFERENCES") || token.is("CONSTRAINT"))) {
                return false;
            }
            if (depth == 0 && token.is("INITIALLY") && i + 1 < tokens.size()) {
                return tokens.get(i + 1).is("DEFERRED") && !negated(tokens, i);
            }
        }
        return false;
    }

    private static boolean negated(List<Token> tokens, int initially) {
        return initially >= 2 && tokens.get(initially - 1).is("DEFERRABLE") && tokens.get(initially - 2).is("NOT");
    }

    private static boolean withoutRowid(List<Token> tokens, int lastClosed) {
        for (int i = lastClosed + 1; i + 1 < tokens.size(); i++) {
            if (tokens.get(i).is("WITHOUT") && tokens.get(i + 1).text().toUpperCase(Locale.ROOT).equals("ROWID")) {
                return true;
            }
        }
        return false;
    }

    private static String name(String token) {
        char first = token.charAt(0);
        String inner = token.length() < 2 ? token : token.substring(1, token.length() - 1);
        return switch (first) {
            case '"' -> inner.replace("\"\"", "\"");
            case '`' -> inner.replace("``", "`");
            case '\'' -> inner.replace("''", "'");
            case '[' -> inner;
            default -> token;
        };
    }
}
