package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import java.util.List;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.ArrayConstructor;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.BooleanValue;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.CollateExpression;
import net.sf.jsqlparser.expression.DoubleValue;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.NullValue;
import net.sf.jsqlparser.expression.SignedExpression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.WhenClause;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.arithmetic.Concat;
import net.sf.jsqlparser.expression.operators.arithmetic.Multiplication;
import net.sf.jsqlparser.expression.operators.arithmetic.Subtraction;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

/**
 * How many values of the level before go whole into one of the next. With one, a value gains at each level no more than what
 * is put to it; with two it could double, and with a call between (a quoting, a replacement, a cast that quotes) one is enough.
 */
final class SqlRecursiveGrowth {

    private static final int TOO_MANY = 2;

    private final Dialect dialect;
    private final SqlRecursiveJoin join;

    SqlRecursiveGrowth(Dialect dialect, SqlRecursiveJoin join) {
        this.dialect = dialect;
        this.join = join;
    }

    /** 0, 1, or more where a value could grow by a factor or the expression is not understood. */
    int of(@Nullable Expression expression) {
        return switch (expression) {
            case null -> 0;
            case LongValue number -> 0;
            case DoubleValue number -> 0;
            case StringValue text -> 0;
            case NullValue none -> 0;
            case BooleanValue truth -> 0;
            case Column column -> join.isOwn(column) ? 1 : join.isColumn(column) ? 0 : TOO_MANY;
            case SignedExpression signed -> of(signed.getExpression());
            case CollateExpression collated -> of(collated.getLeftExpression());
            case BinaryExpression binary -> {
                int both = of(binary.getLeftExpression()) + of(binary.getRightExpression());
                yield isAdding(binary) ? both : onlyNone(both);
            }
            case CastExpression cast -> onlyNone(of(cast.getLeftExpression()));
            case ArrayConstructor array -> onlyNone(most(array.getExpressions()));
            case CaseExpression choice ->
                Math.max(most(choice.getWhenClauses().stream().map(WhenClause::getThenExpression).toList()), of(choice.getElseExpression()));
            case ParenthesedExpressionList<?> list when list.size() == 1 -> of(list.getFirst());
            case Function call when isPlain(call) -> {
                int most = most(call.getParameters() == null ? List.of() : call.getParameters());
                yield call.getName().equalsIgnoreCase("coalesce") ? most : onlyNone(most);
            }
            default -> TOO_MANY;
        };
    }

    private static boolean isAdding(BinaryExpression binary) {
        return Stream.of(Addition.class, Subtraction.class, Multiplication.class, Concat.class).anyMatch(type -> type == binary.getClass());
    }

    private int most(List<? extends Expression> expressions) {
        return expressions.stream().mapToInt(this::of).max().orElse(0);
    }

    private static int onlyNone(int values) {
        return values == 0 ? 0 : TOO_MANY;
    }

    /** A call that gives one value of its arguments; one that gives many rows would multiply them at each level. */
    private boolean isPlain(Function call) {
        SqlVocabulary.Callable callable = SqlVocabulary.of(dialect).callable(call.getName());
        return call.getClass() == Function.class
                && callable != null
                && callable.role() == SqlVocabulary.Role.SCALAR
                && call.getNamedParameters() == null
                && (call.getParameters() == null || isList(call.getParameters()));
    }

    private static boolean isList(ExpressionList<?> parameters) {
        return parameters.getClass() == ExpressionList.class || parameters.getClass() == ParenthesedExpressionList.class;
    }
}
