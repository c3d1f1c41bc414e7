package dev.wharf.gate;

import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import org.jspecify.annotations.Nullable;

/** Whether a text is made longer by a call, so that putting it many times would multiply lengths. */
final class SqlGrowth extends ExpressionVisitorAdapter<Void> {

    private static final Set<String> LENGTHEN =
            Set.of("lpad", "rpad", "format", "printf", "replace", "regexp_replace", "array_to_string", "concat_ws");

    private boolean found;

    boolean in(Expression expression) {
        expression.accept(this, null);
        return found;
    }

    @Override
    public <S> @Nullable Void visit(Function call, S context) {
        found |= LENGTHEN.contains(SqlSelectWalk.plain(call.getName()));
        if (call.getParameters() != null) {
            call.getParameters().forEach(parameter -> parameter.accept(this, context));
        }
        return null;
    }
}
