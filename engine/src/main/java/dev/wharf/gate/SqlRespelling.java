package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Spells a text so that JSqlParser reads it as PostgreSQL and SQLite do: words that are keywords to JSqlParser alone, and
 * operators of SQLite that it does not know. Each gets a spelling of the same length and of the same shape in the tree, so
 * that places stay and nothing is hidden: what is compared by GLOB is walked as what is compared by LIKE.
 *
 * @param text comments blanked, for JSqlParser
 * @param tokens the tokens of that text
 */
record SqlRespelling(String text, List<SqlToken> tokens) {

    /** Names to PostgreSQL and SQLite, keywords to JSqlParser. */
    private static final Set<String> FOREIGN_WORDS = Set.of(
            "absent", "approximate", "connect_by_root", "csv", "distinctrow", "enum", "errors", "excludes", "extend", "fbv",
            "final", "force", "import", "includes", "minus", "nocycle", "number", "output", "pivot", "preferring",
            "prewhere", "prior", "returns", "sample", "script", "semi", "settings", "statement", "unknown", "unpivot", "use",
            "verify", "xor");

    /** Words behind which no operand has ended, so that what follows is no operator between two. */
    private static final Set<String> BEFORE_OPERANDS = Set.of(
            "select", "distinct", "all", "where", "and", "or", "not", "on", "having", "by", "when", "then", "else", "case",
            "in", "between", "like", "glob", "is", "from", "join", "as", "union", "except", "intersect", "values", "with",
            "using", "escape", "filter", "over", "exists");

    static SqlRespelling of(Dialect dialect, String sql, List<SqlToken> tokens) {
        SqlLexer lexer = new SqlLexer(dialect, sql, new Report("sql", null, null));
        lexer.tokens();
        List<SqlToken> spelled = new ArrayList<>(tokens);
        for (int i = 0; i < spelled.size(); i++) {
            if (dialect == Dialect.POSTGRESQL && spelled.get(i).isWord("unknown") && behindIs(spelled, i)) {
                spelled.set(i, spelled.get(i).operator("NULL   "));
            } else if (spelled.get(i).kind() == Kind.WORD) {
                name(sql, spelled, i);
            }
            if (dialect == Dialect.SQLITE) {
                sqlite(spelled, i);
            }
        }
        StringBuilder text = new StringBuilder(lexer.withoutComments());
        for (SqlToken token : spelled) {
            text.replace(token.start(), token.end(), token.text());
        }
        spelled.removeIf(token -> token.text().isBlank());
        return new SqlRespelling(text.toString(), spelled);
    }

    private static void name(String sql, List<SqlToken> tokens, int i) {
        String word = tokens.get(i).text();
        String other = word.substring(0, word.length() - 1) + "_";
        if (FOREIGN_WORDS.contains(word.toLowerCase(Locale.ROOT)) && !sql.contains(other)) {
            tokens.set(i, tokens.get(i).spelled(other));
        }
    }

    private static void sqlite(List<SqlToken> tokens, int i) {
        SqlToken token = tokens.get(i);
        if (token.is("==")) {
            tokens.set(i, token.operator("= "));
        } else if (token.isWord("glob") && i > 0 && (operandEnds(tokens, i) || tokens.get(i - 1).isWord("not"))) {
            boolean negated = tokens.get(i - 1).isWord("not");
            if (!negated || operandEnds(tokens, i - 1)) {
                tokens.set(i, token.spelled("LIKE"));
            }
        } else if (token.isWord("not") && word(tokens, i + 1, "null") && operandEnds(tokens, i)) {
            tokens.set(i, token.operator("IS "));
        } else if (token.isWord("is") && operandEnds(tokens, i)) {
            isValue(tokens, i);
        }
    }

    /** {@code a IS b} and {@code a IS NOT b} compare values in SQLite, as = and &lt;&gt; do but for NULL. */
    private static void isValue(List<SqlToken> tokens, int i) {
        int value = word(tokens, i + 1, "not") ? i + 2 : i + 1;
        boolean known = value >= tokens.size()
                || Set.of("null", "true", "false", "distinct").contains(tokens.get(value).key());
        if (!known) {
            tokens.set(i, tokens.get(i).operator(value == i + 2 ? "<>" : "= "));
            if (value == i + 2) {
                tokens.set(i + 1, tokens.get(i + 1).operator("   "));
            }
        }
    }

    private static boolean behindIs(List<SqlToken> tokens, int i) {
        return word(tokens, i - 1, "is") || word(tokens, i - 1, "not") && word(tokens, i - 2, "is");
    }

    private static boolean operandEnds(List<SqlToken> tokens, int i) {
        if (i == 0) {
            return false;
        }
        SqlToken before = tokens.get(i - 1);
        return switch (before.kind()) {
            case QUOTED, STRING, NUMBER -> true;
            case SYMBOL -> before.is(")");
            case WORD -> !BEFORE_OPERANDS.contains(before.key());
        };
    }

    private static boolean word(List<SqlToken> tokens, int i, String word) {
        return i >= 0 && i < tokens.size() && tokens.get(i).isWord(word);
    }
}
