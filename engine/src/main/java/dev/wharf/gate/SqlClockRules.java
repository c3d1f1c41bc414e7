package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.Report.Place;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.ArrayConstructor;
import net.sf.jsqlparser.expression.ArrayExpression;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.CollateExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JsonExpression;
import net.sf.jsqlparser.expression.OracleNamedFunctionParameter;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TrimFunction;
import net.sf.jsqlparser.expression.WhenClause;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;

/**
 * Finds the clock where it hides in texts: both databases read 'now' and its like as the moment wherever a date is made of
 * them. What stands in the data, or is put together beyond one expression, is not seen.
 */
final class SqlClockRules {

    private static final List<String> POSTGRESQL = List.of("now", "today", "tomorrow", "yesterday");
    private static final List<String> SQLITE = List.of("now", "localtime", "utc", "subsec");
    /** Functions that make other letters out of letters. */
    private static final Set<String> SPELLERS =
            Set.of("reverse", "translate", "replace", "encode", "overlay", "regexp_replace");

    /** Functions that make letters out of numbers and digits. */
    private static final Set<String> LETTERLESS = Set.of("chr", "char", "unhex", "decode");

    private final Dialect dialect;
    private final Report report;
    private final SqlClaims claims;

    SqlClockRules(Dialect dialect, Report report, SqlClaims claims) {
        this.dialect = dialect;
        this.report = report;
        this.claims = claims;
    }

    /** PostgreSQL reads 'now', 'today' and the like as the clock wherever they meet a date. */
    void literal(@Nullable Place place, String literal) {
        if (dialect == Dialect.POSTGRESQL && SqlDateWords.mayBeClock(literal)) {
            report.add(
                    place,
                    "clock",
                    "%s is the clock where PostgreSQL expects a date".formatted(Report.shown(literal)),
                    "Write the date itself; where a text is compared, call it one: title = 'Today'::text, title IN ('Today'::text), or LIKE");
        }
    }

    /** Refuses 'now' and its like where a date is made of pieces. */
    void pieces(@Nullable Expression expression) {
        Pieces pieces = new Pieces();
        pieces.collect(expression);
        String text = pieces.text.toString().toLowerCase(Locale.ROOT);
        List<String> words = dialect == Dialect.SQLITE ? SQLITE : POSTGRESQL;
        boolean literal = dialect == Dialect.POSTGRESQL && expression instanceof StringValue;
        boolean whole = words.stream().anyMatch(text::contains);
        boolean spelled = pieces.respelled && words.stream().anyMatch(word -> letters(text, word));
        if (!literal && (whole || spelled || pieces.letterless)) {
            report.add(
                    claims.at(expression),
                    "clock",
                    "A date is made of '%s', which may be the clock".formatted(Report.shown(text)),
                    "Write the date itself, or leave the column to a default of the target");
        }
    }

    private static boolean letters(String text, String word) {
        return word.chars().allMatch(letter -> text.indexOf(letter) >= 0);
    }

    /** SQLite reads a name in double quotes as a text where there is no such column. */
    private boolean mayBeText(Column column) {
        return dialect == Dialect.SQLITE && column.getTable() == null && column.getColumnName().startsWith("\"");
    }

    private final class Pieces {

        private final StringBuilder text = new StringBuilder();
        private boolean respelled;
        private boolean letterless;

        private void collect(@Nullable Expression expression) {
            switch (expression) {
                case StringValue literal -> text.append(literal.getValue());
                case BinaryExpression binary -> {
                    collect(binary.getLeftExpression());
                    collect(binary.getRightExpression());
                }
                case Function call -> {
                    String name = SqlSelectWalk.plain(call.getName());
                    respelled |= SPELLERS.contains(name);
                    letterless |= LETTERLESS.contains(name);
                    collect(call.getParameters());
                    collect(call.getNamedParameters());
                }
                case OracleNamedFunctionParameter named -> collect(named.getExpression());
                case CastExpression cast -> collect(cast.getLeftExpression());
                case JsonExpression json -> collect(json.getExpression());
                case ArrayExpression array -> collect(array.getObjExpression());
                case ArrayConstructor array -> collect(array.getExpressions());
                case TrimFunction trim -> {
                    collect(trim.getExpression());
                    collect(trim.getFromExpression());
                }
                case CollateExpression collate -> collect(collate.getLeftExpression());
                case Column column when mayBeText(column) -> text.append(SqlSelectWalk.plain(column.getColumnName()));
                case CaseExpression choice -> {
                    choice.getWhenClauses().forEach(this::collect);
                    collect(choice.getElseExpression());
                }
                case WhenClause when -> collect(when.getThenExpression());
                case ParenthesedSelect query when query.getSelect() instanceof PlainSelect select ->
                    select.getSelectItems().forEach(item -> collect(item.getExpression()));
                case ExpressionList<?> list -> list.forEach(this::collect);
                case null, default -> {}
            }
        }
    }
}
