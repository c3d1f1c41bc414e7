package dev.wharf.gate;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JsonExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.TrimFunction;
import net.sf.jsqlparser.expression.WhenClause;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.expression.operators.relational.LikeExpression;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.expression.operators.relational.RegExpMatchOperator;
import net.sf.jsqlparser.expression.operators.relational.SimilarToExpression;
import org.jspecify.annotations.Nullable;

/**
 * Which literals PostgreSQL compares as texts for certain: those of patterns, those that a cast calls text, and those beside
 * a value that can be nothing else. A comparison gives true or false, so none of them goes on to become a date.
 */
final class SqlTexts {

    private static final Set<String> TYPES = Set.of("text", "varchar", "character varying", "char", "character", "bpchar");

    /** Not here: lower and upper, which give the ends of a range of days too. */
    private static final Set<String> GIVE_TEXT = Set.of(
            "initcap", "btrim", "ltrim", "rtrim", "trim", "replace", "translate", "split_part", "left", "right",
            "concat", "concat_ws", "md5", "regexp_replace", "to_char", "json_extract_path_text", "jsonb_extract_path_text");

    private SqlTexts() {}

    /** The literals among the two sides of an operator. */
    static List<Expression> compared(BinaryExpression binary) {
        boolean pattern = switch (binary) {
            case LikeExpression like -> true;
            case SimilarToExpression similar -> true;
            case RegExpMatchOperator match -> true;
            default -> false;
        };
        boolean comparison = binary instanceof EqualsTo || binary instanceof NotEqualsTo || binary instanceof IsDistinctExpression;
        Expression left = binary.getLeftExpression();
        Expression right = binary.getRightExpression();
        if (!pattern && !comparison) {
            return List.of();
        }
        return Stream.of(literals(right, pattern || isText(left)), literals(left, pattern || isText(right)))
                .flatMap(List::stream)
                .toList();
    }

    /** The literals of {@code x IN ('a', 'b')}. */
    static List<Expression> among(InExpression in) {
        boolean text = isText(in.getLeftExpression());
        return in.getRightExpression() instanceof ExpressionList<?> list
                ? list.stream().flatMap(item -> literals(item, text).stream()).toList()
                : List.of();
    }

    /** The literals of {@code CASE x WHEN 'a'}. */
    static List<Expression> chosen(CaseExpression choice) {
        Expression of = choice.getSwitchExpression();
        return of == null
                ? List.of()
                : choice.getWhenClauses().stream()
                        .map(WhenClause::getWhenExpression)
                        .flatMap(when -> literals(when, isText(of)).stream())
                        .toList();
    }

    /** A literal that stands alone counts where its other side is text, one under a cast to text by itself. */
    private static List<Expression> literals(@Nullable Expression expression, boolean text) {
        return switch (expression) {
            case StringValue literal when text -> List.of(literal);
            case CastExpression cast when isText(cast) && cast.getLeftExpression() instanceof StringValue literal -> List.of(literal);
            case null, default -> List.of();
        };
    }

    private static boolean isText(@Nullable Expression expression) {
        return switch (expression) {
            case CastExpression cast ->
                cast.getColDataType() != null && TYPES.contains(cast.getColDataType().toString().toLowerCase(Locale.ROOT).replaceAll("\\s*\\(.*", ""));
            case Function call -> call.getName() != null && GIVE_TEXT.contains(call.getName().toLowerCase(Locale.ROOT));
            case TrimFunction trim -> true;
            case JsonExpression json -> !json.getIdentList().isEmpty()
                    && Set.of("->>", "#>>").contains(json.getIdentList().getLast().getValue());
            case null, default -> false;
        };
    }
}
