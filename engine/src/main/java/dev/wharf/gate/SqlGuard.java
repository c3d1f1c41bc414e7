package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.Report.Place;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import net.sf.jsqlparser.parser.CCJSqlParser;
import net.sf.jsqlparser.parser.ParseException;
import net.sf.jsqlparser.parser.StringProvider;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.Statements;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/**
 * The guard of extracts and conditions: exactly one SELECT that reads tables, calls listed functions and can do nothing
 * else. Three readings must agree: an own lexer, JSqlParser's tree, and a walk over it that claims every token it
 * understood. It is one of four layers; the others are the role, the read-only session and the engine's wrapper.
 */
public final class SqlGuard {

    private static final String GATE = "sql";
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private SqlGuard() {}

    /**
     * Checks an extract.
     *
     * @param extraFunctions further functions that the plan allows, by name, in any case
     * @return what it breaks; empty where it may be sent to the source. Never throws.
     */
    public static List<Finding> check(
            Dialect dialect, @Nullable String step, @Nullable String file, String sql, Set<String> extraFunctions) {
        return check(dialect, step, file, sql, SqlAllowed.functions(extraFunctions));
    }

    /** As {@link #check(Dialect, String, String, String, Set)}, by one who knows the source's columns. */
    public static List<Finding> check(
            Dialect dialect, @Nullable String step, @Nullable String file, String sql, SqlAllowed allowed) {
        try {
            Report report = new Report(GATE, step, file);
            List<SqlToken> tokens = checkText(dialect, sql, report);
            if (report.isEmpty()) {
                checkBeginning(tokens, report);
            }
            if (report.isEmpty()) {
                SqlRespelling respelling = SqlRespelling.of(dialect, sql, tokens);
                SqlClaims claims = new SqlClaims(respelling.tokens(), report, 0);
                parse(respelling.text(), claims, report, 0, parsed -> {
                    SqlSelectWalk walk = new SqlSelectWalk(dialect, report, claims, allowed);
                    walk.top(parsed);
                    walk.expressions().settle();
                    claims.settle();
                });
            }
            return report.findings();
        } catch (RuntimeException e) {
            return Report.internal(GATE, step, file, e);
        }
    }

    /**
     * Checks the condition of a {@code --where}: what may stand after WHERE in an extract.
     *
     * @return what it breaks, with places in the condition; empty where it may become part of an extract. Never throws.
     */
    public static List<Finding> checkCondition(
            Dialect dialect, @Nullable String step, @Nullable String file, String condition, Set<String> extraFunctions) {
        return checkCondition(dialect, step, file, condition, SqlAllowed.functions(extraFunctions));
    }

    /** As {@link #checkCondition(Dialect, String, String, String, Set)}, by one who knows the source's columns. */
    public static List<Finding> checkCondition(
            Dialect dialect, @Nullable String step, @Nullable String file, String condition, SqlAllowed allowed) {
        try {
            Report report = new Report(GATE, step, file);
            List<SqlToken> tokens = checkText(dialect, condition, report);
            if (report.isEmpty()) {
                checkBrackets(tokens, report);
            }
            if (report.isEmpty()) {
                SqlRespelling respelling = SqlRespelling.of(dialect, condition, tokens);
                SqlClaims claims = new SqlClaims(respelling.tokens(), report, 1);
                String wrapped = "SELECT 1 FROM t WHERE\n" + respelling.text();
                parse(wrapped, claims, report, 1, parsed -> {
                    if (!(parsed instanceof PlainSelect select) || !onlyWhere(select)) {
                        report.add(claims.at(null), "condition", "This is more than a condition", "Write what may stand after WHERE");
                        return;
                    }
                    SqlSelectWalk walk = new SqlSelectWalk(dialect, report, claims, allowed);
                    walk.expressions().walk(select.getWhere());
                    walk.expressions().settle();
                    claims.settle();
                });
            }
            return report.findings();
        } catch (RuntimeException e) {
            return Report.internal(GATE, step, file, e);
        }
    }

    /**
     * Where a text that the guard passed could reach functions that are not the product's own. Their names in lower case, each
     * with a signature for people; an operator's name is the operator.
     *
     * @return what it breaks; empty where every name, operator and attribute can only be the product's. Never throws.
     */
    public static List<Finding> checkReach(
            Dialect dialect,
            @Nullable String step,
            @Nullable String file,
            String sql,
            Map<String, String> calls,
            Map<String, String> attributes,
            Map<String, String> operators) {
        Report report = new Report(GATE, step, file);
        new SqlReach(report, calls, attributes, operators).check(new SqlLexer(dialect, sql, report).tokens());
        return report.findings();
    }

    /**
     * Checks what a plan allows beyond the lists.
     *
     * @param file the plan's
     * @return the names that no plan can allow; a name may still reach a function of the database's users
     */
    public static List<Finding> checkFunctions(Dialect dialect, String file, List<String> names) {
        Report report = new Report(GATE, null, file);
        for (String name : names) {
            if (isNever(dialect, name)) {
                report.add(
                        null,
                        "volatile-function",
                        "sqlFunctions names %s, a function of the clock, of chance, of the session or of what is outside the tables"
                                .formatted(Report.shown(name)),
                        "Leave it out of sqlFunctions. " + SqlFunctionRules.NEVER);
            }
        }
        return report.findings();
    }

    /** Whether a product's own function is one that no plan can allow. */
    private static boolean isNever(Dialect dialect, String name) {
        return SqlVocabulary.of(dialect).isNever(name);
    }

    private static List<SqlToken> checkText(Dialect dialect, String sql, Report report) {
        int bytes = sql.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > SqlLexer.MAX_BYTES) {
            report.add(null, "size", "The text has %d bytes, at most %d are read".formatted(bytes, SqlLexer.MAX_BYTES), "Shorten it");
            return List.of();
        }
        TextRules.checkCharacters(report, sql);
        List<SqlToken> tokens = report.isEmpty() ? new SqlLexer(dialect, sql, report).tokens() : List.of();
        if (report.isEmpty() && tokens.isEmpty()) {
            report.add(null, "empty", "There is no SQL here", "Write exactly one SELECT");
        }
        return tokens;
    }

    private static void checkBeginning(List<SqlToken> tokens, Report report) {
        SqlToken first = tokens.getFirst();
        if (!first.isWord("select") && !first.isWord("with")) {
            report.add(
                    first.place(),
                    "not-a-select",
                    "The text begins with '%s'; an extract is exactly one SELECT".formatted(Report.shown(first.text())),
                    "Begin with SELECT or WITH; only read");
        }
        checkBrackets(tokens, report);
    }

    /** A text that closes a bracket it did not open could leave the brackets that the engine puts around it. */
    private static void checkBrackets(List<SqlToken> tokens, Report report) {
        int depth = 0;
        for (SqlToken token : tokens) {
            depth += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
            if (depth < 0) {
                report.add(token.place(), "brackets", "A bracket closes here that was not opened", "Balance the brackets");
                return;
            }
        }
        if (depth > 0) {
            report.add(tokens.getLast().place(), "brackets", "A bracket is not closed", "Balance the brackets");
        }
    }

    private static boolean onlyWhere(PlainSelect select) {
        return select.getWhere() != null
                && select.getGroupBy() == null
                && select.getHaving() == null
                && select.getOrderByElements() == null
                && select.getLimit() == null
                && select.getOffset() == null
                && select.getWindowDefinitions() == null;
    }

    private static void parse(
            String sql, SqlClaims claims, Report report, int skippedLines, Consumer<Select> walk) {
        CCJSqlParser parser = new CCJSqlParser(new StringProvider(sql))
                .withAllowComplexParsing(true)
                .withUnsupportedStatements(false)
                .withErrorRecovery(false);
        Bounded.Outcome<Boolean> outcome = Bounded.call("sql", DEADLINE, () -> {
            Statements statements = parser.Statements();
            one(statements, claims, report, walk);
            return true;
        });
        switch (outcome) {
            case Bounded.Outcome.Done<Boolean> done -> {}
            case Bounded.Outcome.TooLong<Boolean> late -> {
                parser.interrupted = true;
                report.add(
                        claims.at(null),
                        "deadline",
                        "Reading this text takes more than %d s".formatted(DEADLINE.toSeconds()),
                        "Write it with fewer brackets within each other");
            }
            case Bounded.Outcome.TooDeep<Boolean> deep ->
                report.add(claims.at(null), "nesting", "The text is nested too deep to be read", "Write it flatter");
            case Bounded.Outcome.Failed<Boolean> failed -> failed(failed.cause(), claims, report, skippedLines);
        }
    }

    private static void one(Statements statements, SqlClaims claims, Report report, Consumer<Select> walk) {
        if (statements.size() != 1) {
            report.add(claims.at(null), "statements", "The text holds %d statements".formatted(statements.size()), "Write exactly one SELECT");
            return;
        }
        Statement statement = statements.getFirst();
        if (statement instanceof Select select) {
            walk.accept(select);
        } else {
            report.add(
                    claims.at(statement),
                    "not-a-select",
                    "The text is no SELECT (%s)".formatted(statement.getClass().getSimpleName()),
                    "Write exactly one SELECT");
        }
    }

    private static void failed(Throwable cause, SqlClaims claims, Report report, int skippedLines) {
        if (cause instanceof ParseException e && e.currentToken != null && e.currentToken.next != null) {
            report.add(
                    new Place(Math.max(1, e.currentToken.next.beginLine - skippedLines), e.currentToken.next.beginColumn),
                    "syntax",
                    "'%s' is not understood here".formatted(Report.shown(e.currentToken.next.image)),
                    "Write plain SQL; quote names that are keywords as \"name\"");
        } else if (cause instanceof ParseException || cause instanceof net.sf.jsqlparser.parser.TokenMgrException) {
            report.add(claims.at(null), "syntax", "The text is not understood as SQL", "Write plain SQL");
        } else {
            report.add(
                    claims.at(null),
                    "internal",
                    "The gate could not judge this text (%s), so it is refused".formatted(cause.getClass().getSimpleName()),
                    "Write it in a plainer form; if it is plain already, report this as a defect of Wharf");
        }
    }
}
