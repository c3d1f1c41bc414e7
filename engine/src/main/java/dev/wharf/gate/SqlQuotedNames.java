package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.SqlToken.Kind;
import java.util.List;

/**
 * Names in double quotes in a text for SQLite, which reads one that names nothing as a text and says nothing ("Quirks,
 * Caveats, and Gotchas In SQLite", section 8). The same name in backticks is always a name, so a text respelt so is refused
 * where the name is unknown.
 *
 * @param names in their order
 * @param respelt the text with all of them in backticks
 */
public record SqlQuotedNames(List<Name> names, String respelt) {

    /**
     * One of them.
     *
     * @param name without its quotes, on one line and bounded, as a message may show it
     * @param line of its first character, from 1
     * @param column of its first character, from 1
     * @param respelt the text with this one alone in backticks
     */
    public record Name(String name, int line, int column, String respelt) {}

    /** @param sql a text that the guard passed */
    public static SqlQuotedNames of(String sql) {
        List<SqlToken> tokens = new SqlLexer(Dialect.SQLITE, sql, new Report("sql", null, null)).tokens().stream()
                .filter(token -> token.kind() == Kind.QUOTED)
                .toList();
        List<Name> names = tokens.stream()
                .map(token -> new Name(
                        Report.shown(plain(token)), token.place().line(), token.place().column(), respelt(sql, List.of(token))))
                .toList();
        return new SqlQuotedNames(names, respelt(sql, tokens));
    }

    private static String respelt(String sql, List<SqlToken> tokens) {
        StringBuilder text = new StringBuilder(sql);
        for (SqlToken token : tokens.reversed()) {
            text.replace(token.start(), token.end(), '`' + plain(token).replace("`", "``") + '`');
        }
        return text.toString();
    }

    private static String plain(SqlToken token) {
        return token.text().substring(1, token.text().length() - 1).replace("\"\"", "\"");
    }
}
