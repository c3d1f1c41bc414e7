package dev.wharf.check;

import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.TableName;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The surveyed tables that a SELECT names, by its words alone: a name of a table that stands where a table may stand. It
 * never misses one, which a walk over a parsed tree may; at worst it takes a column or a CTE for the table of that name.
 */
final class TableWords {

    private static final Pattern TOKEN = Pattern.compile(
            "--[^\\n]*|/\\*.*?\\*/|'(?:[^']|'')*'"
                    + "|\"(?<quoted>(?:[^\"]|\"\")*)\"|`(?<tick>[^`]*)`|\\[(?<square>[^\\]]*)]"
                    + "|(?<word>[\\p{L}_][\\p{L}\\p{N}_$]*)|\\S",
            Pattern.DOTALL);
    private static final Set<String> BEFORE_A_TABLE = Set.of("from", "join", ",", "(", ".", "only");

    private TableWords() {}

    static Set<TableName> in(String sql, Schema schema) {
        Set<TableName> found = new TreeSet<>();
        Matcher token = TOKEN.matcher(sql);
        String before = "";
        while (token.find()) {
            String text = token.group();
            if (text.startsWith("--") || text.startsWith("/*")) {
                continue;
            }
            String name = name(token);
            if (name != null && BEFORE_A_TABLE.contains(before)) {
                boolean exact = token.group("word") == null && schema.dialect() == Dialect.POSTGRESQL;
                schema.tables().stream()
                        .map(table -> table.name())
                        .filter(table -> exact ? table.name().equals(name) : table.name().equalsIgnoreCase(name))
                        .forEach(found::add);
            }
            before = text.toLowerCase(Locale.ROOT);
        }
        return found;
    }

    private static @Nullable String name(Matcher token) {
        for (String group : new String[] {"word", "tick", "square"}) {
            if (token.group(group) != null) {
                return token.group(group);
            }
        }
        String quoted = token.group("quoted");
        return quoted == null ? null : quoted.replace("\"\"", "\"");
    }
}
