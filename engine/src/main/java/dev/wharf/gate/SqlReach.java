package dev.wharf.gate;

import dev.wharf.gate.SqlToken.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds names, attributes and operators of a text behind which functions of the database's users may stand. */
final class SqlReach {

    /** Words that PostgreSQL reads as operators. */
    private static final Map<String, Set<String>> SPELLED = Map.ofEntries(
            Map.entry("like", Set.of("~~", "!~~")),
            Map.entry("ilike", Set.of("~~*", "!~~*")),
            Map.entry("similar", Set.of("~", "!~")),
            Map.entry("between", Set.of("<", ">", "<=", ">=")),
            Map.entry("in", Set.of("=", "<>")),
            Map.entry("distinct", Set.of("=")),
            Map.entry("case", Set.of("=")),
            Map.entry("nullif", Set.of("=")),
            Map.entry("using", Set.of("=")),
            Map.entry("natural", Set.of("=")));

    private final Report report;
    private final Map<String, String> calls;
    private final Map<String, String> attributes;
    private final Map<String, String> operators;

    SqlReach(Report report, Map<String, String> calls, Map<String, String> attributes, Map<String, String> operators) {
        this.report = report;
        this.calls = calls;
        this.attributes = attributes;
        this.operators = operators;
    }

    void check(List<SqlToken> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            boolean named = token.kind() == Kind.WORD || token.kind() == Kind.QUOTED;
            boolean called = i + 1 < tokens.size() && tokens.get(i + 1).is("(");
            boolean qualified = i > 0 && tokens.get(i - 1).is(".");
            if (named && called && !qualified) {
                call(token);
            } else if (named && qualified && !called) {
                attribute(token);
            }
            if (token.kind() == Kind.SYMBOL) {
                operator(token, token.text().equals("!=") ? "<>" : token.text());
            } else if (token.kind() == Kind.WORD) {
                SPELLED.getOrDefault(token.key(), Set.of()).forEach(spelled -> operator(token, spelled));
            }
        }
    }

    private void call(SqlToken token) {
        String name = SqlSelectWalk.plain(token.text());
        refuse(
                token,
                calls.get(name),
                "A call of '%s' may reach %s, which is not the database's own",
                "Write pg_catalog.%s, or add the name to the plan's sqlFunctions".formatted(name));
    }

    private void attribute(SqlToken token) {
        refuse(
                token,
                attributes.get(SqlSelectWalk.plain(token.text())),
                "'%s' behind a point may call %s: PostgreSQL reads a function of a row as its column",
                "Name a column of the table");
    }

    private void operator(SqlToken token, String operator) {
        refuse(
                token,
                operators.get(operator),
                "'%s' may reach the operator %s, which is not the database's own",
                "Add the name of the operator's function to the plan's sqlFunctions");
    }

    private void refuse(SqlToken token, @Nullable String signature, String message, String next) {
        if (signature != null) {
            report.add(token.place(), "own-function", message.formatted(Report.shown(token.text()), Report.shown(signature)), next);
        }
    }
}
