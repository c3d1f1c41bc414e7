package dev.wharf.gate;

import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.schema.Column;
import org.jspecify.annotations.Nullable;

/**
 * Whether an expression reads a column. JSqlParser's visitor does not come everywhere, which errs towards "reads none" and so
 * towards refusing; a subquery counts as none.
 */
final class SqlColumns extends ExpressionVisitorAdapter<Void> {

    private boolean found;

    boolean in(@Nullable Expression expression) {
        if (expression != null) {
            expression.accept(this, null);
        }
        return found;
    }

    @Override
    public <S> Void visit(Column column, S context) {
        boolean constant = column.getTable() == null && column.getColumnName().matches("(?i)true|false");
        found |= !constant;
        return null;
    }

    @Override
    public <S> Void visit(AnalyticExpression call, S context) {
        found = true;
        return null;
    }
}
