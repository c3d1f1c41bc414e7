package dev.wharf.check;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.Database;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.Finding;
import dev.wharf.gate.SqlQuotedNames;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Refuses a name in double quotes that names nothing. SQLite would read it as a text, and every row would hold that text
 * instead of a column's value. The source itself is asked, which prepares the text and reads no row.
 */
public final class QuotedNameCheck {

    private QuotedNameCheck() {}

    /**
     * Of one text that the guard passed.
     *
     * @param whole makes an extract of the text, for a text that is only a part of one
     * @return empty too where the source refuses the text as it stands, which is told elsewhere
     */
    public static List<Finding> check(
            Database source, @Nullable String step, @Nullable String file, String sql, UnaryOperator<String> whole) {
        if (source.dialect() != Dialect.SQLITE) {
            return List.of();
        }
        SqlQuotedNames quoted = SqlQuotedNames.of(sql);
        if (quoted.names().isEmpty()
                || refuses(source, whole.apply(sql))
                || !refuses(source, whole.apply(quoted.respelt()))) {
            return List.of();
        }
        return quoted.names().stream()
                .filter(name -> refuses(source, whole.apply(name.respelt())))
                .map(name -> new Finding("sql", step, file, name.line(), name.column(), "quoted-name",
                        "\"" + name.name() + "\" names no column, alias or table here; SQLite would read it as a text, the same in every row.",
                        "Correct the name, or write a text in single quotes."))
                .toList();
    }

    private static boolean refuses(Database source, String sql) {
        try {
            source.describe(sql, List.of());
            return false;
        } catch (WharfException e) {
            if (e.kind() != Kind.DATA) {
                throw e;
            }
            return true;
        }
    }
}
