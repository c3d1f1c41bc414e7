package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import dev.wharf.gate.SqlToken.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.parser.ASTNodeAccess;
import net.sf.jsqlparser.parser.Token;
import org.jspecify.annotations.Nullable;

/**
 * The account of tokens: what the walk over the syntax tree understood must be what stands in the text. Every name, text
 * and number that the walk meets is claimed here, once. What is left over was in a place that the walk (or JSqlParser)
 * does not look at, or was read as something else, and is refused. So a clause that nobody thought of is refused too.
 */
final class SqlClaims {

    /** Keywords whose meaning is in the shape of the tree, and which can do nothing but shape a SELECT. */
    private static final Set<String> SHAPE = Set.of(
            "select", "from", "where", "and", "or", "not", "in", "is", "null", "as", "on", "join", "left", "right", "full",
            "inner", "outer", "cross", "natural", "using", "case", "when", "then", "else", "end", "between", "symmetric",
            "like", "ilike", "similar", "to", "escape", "exists", "union", "all", "except", "intersect", "distinct",
            "group", "by", "having", "order", "asc", "desc", "nulls", "first", "last", "with", "over", "partition",
            "rows", "range", "groups", "preceding", "following", "unbounded", "current", "row", "exclude", "ties", "no",
            "others", "filter", "within", "cast", "collate", "at", "time", "zone", "interval", "date", "timestamp",
            "true", "false", "values", "lateral", "limit", "offset", "array", "any", "some", "extract", "trim", "both",
            "leading", "trailing", "window", "isnull", "notnull", "unknown", "ordinality");

    private static final Map<String, String[]> KNOWN_REFUSALS = Map.ofEntries(
            refusal("into", "select-into", "SELECT INTO makes a table", "Only read; the plan's writes say where rows go"),
            refusal("for", "locking", "A locking clause changes the source", "Leave FOR UPDATE and FOR SHARE out"),
            refusal("recursive", "recursive", "This recursive WITH is not understood", SqlRecursion.NEXT),
            refusal("tablesample", "not-deterministic", "A sample differs from read to read", "Choose rows by a condition"),
            refusal("fetch", "limit", "FETCH makes the rows depend on their order", "Choose rows by a condition in WHERE"),
            refusal("insert", "not-a-select", "Data is modified", "Only read; the plan's writes say where rows go"),
            refusal("update", "not-a-select", "Data is modified", "Only read; the plan's writes say where rows go"),
            refusal("delete", "not-a-select", "Data is modified", "Only read; the plan's writes say where rows go"));

    private final Report report;
    private final Map<String, Deque<SqlToken>> open = new HashMap<>();
    private final List<SqlToken> tokens;
    private final int skippedLines;

    /**
     * @param tokens at least one
     * @param skippedLines how many lines JSqlParser was given before those of the text
     */
    SqlClaims(List<SqlToken> tokens, Report report, int skippedLines) {
        this.report = report;
        this.tokens = tokens;
        this.skippedLines = skippedLines;
        for (SqlToken token : tokens) {
            if (token.kind() != Kind.SYMBOL) {
                open.computeIfAbsent(token.kind().name().charAt(0) + token.key(), k -> new ArrayDeque<>())
                        .add(token);
            }
        }
    }

    List<SqlToken> tokens() {
        return tokens;
    }

    /** Claims a name, as JSqlParser spells it: with its quotes where it has some. */
    @Nullable Place name(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        if (name.charAt(0) == '\'') {
            return textForName(name);
        }
        boolean quoted = name.charAt(0) == '"';
        return claim(quoted ? "Q" + name : "W" + name.toLowerCase(Locale.ROOT), name);
    }

    /** Text in single quotes where a name belongs: an alias to some databases, to others the second half of a typed literal. */
    private @Nullable Place textForName(String text) {
        Place place = string(text);
        report.add(
                place,
                "text-for-name",
                "%s is a text, and a name or an operator belongs here".formatted(Report.shown(text)),
                "Quote the name as \"%s\"; make a value of another type by CAST".formatted(text.replace("'", "")));
        return place;
    }

    /** Claims a name of several words, such as a type's. */
    @Nullable Place words(String words) {
        Place first = null;
        for (String word : words.trim().split("\\s+")) {
            Place place = shape(word) ? first : name(word);
            first = first == null ? place : first;
        }
        return first;
    }

    @Nullable Place number(String digits) {
        return claim("N" + digits, digits);
    }

    /** Claims a text literal, with its quotes. */
    @Nullable Place string(String literal) {
        return claim("S" + literal, literal);
    }

    private @Nullable Place claim(String key, String shown) {
        Deque<SqlToken> places = open.get(key);
        SqlToken token = places == null ? null : places.poll();
        if (token == null) {
            report.add(
                    tokens.getFirst().place(),
                    "two-readings",
                    "'%s' was read where the text has no such token".formatted(Report.shown(shown)),
                    "Write this part in a plainer form");
            return null;
        }
        return token.place();
    }

    /** Where a node begins; the text's beginning where JSqlParser does not say. */
    Place at(@Nullable Object node) {
        if (node instanceof ASTNodeAccess access
                && access.getASTNode() != null
                && access.getASTNode().jjtGetFirstToken() != null) {
            Token token = access.getASTNode().jjtGetFirstToken();
            return new Place(Math.max(1, token.beginLine - skippedLines), token.beginColumn);
        }
        return tokens.getFirst().place();
    }

    /** Where one of the words stands last; the text's beginning where none does. */
    Place last(String... words) {
        for (SqlToken token : tokens.reversed()) {
            if (token.kind() == Kind.WORD && List.of(words).contains(token.key())) {
                return token.place();
            }
        }
        return tokens.getFirst().place();
    }

    /** Refuses whatever nobody claimed. */
    void settle() {
        List<SqlToken> left = new ArrayList<>();
        open.values().forEach(left::addAll);
        left.removeIf(token -> token.kind() == Kind.WORD && shape(token.text()));
        left.sort((a, b) -> Integer.compare(tokens.indexOf(a), tokens.indexOf(b)));
        if (left.isEmpty()) {
            return;
        }
        SqlToken first = left.getFirst();
        String[] known = left.stream()
                .filter(token -> token.kind() == Kind.WORD)
                .map(token -> KNOWN_REFUSALS.get(token.key()))
                .filter(refusal -> refusal != null)
                .findFirst()
                .orElse(null);
        if (known != null) {
            report.add(first.place(), known[0], "'%s': %s".formatted(first.text(), known[1]), known[2]);
        } else {
            report.add(
                    first.place(),
                    "unknown-syntax",
                    "'%s' belongs to a clause that the guard does not know, so the text is refused"
                            .formatted(Report.shown(first.text())),
                    "Write it with SELECT, FROM, JOIN, WHERE, GROUP BY, HAVING, UNION and plain expressions;"
                            + " quote a column's name that is a keyword as \"name\"");
        }
    }

    static boolean shape(String word) {
        return SHAPE.contains(word.toLowerCase(Locale.ROOT));
    }

    private static Map.Entry<String, String[]> refusal(String word, String rule, String message, String next) {
        return Map.entry(word, new String[] {rule, message, next});
    }
}
