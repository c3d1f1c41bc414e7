package dev.wharf.gate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.UnionOp;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/**
 * Whether a WITH item that reads itself comes to an end, told by its text alone: it counts its levels up to a number, or it
 * puts together by UNION, which drops what was there before, rows of nothing but columns. Each level is a join like one that
 * is written out.
 */
final class SqlRecursion {

    static final int MAX_LEVELS = 100;
    static final String NEXT = "Count the levels: SELECT …, 0 AS level … UNION ALL SELECT …, t.level + 1 … WHERE t.level < 50"
            + " (at most " + MAX_LEVELS + "); or take columns alone and UNION without ALL";

    private final WithItem<?> item;
    private final String name;

    SqlRecursion(WithItem<?> item) {
        this.item = item;
        this.name = SqlSelectWalk.plain(item.getAlias().getName());
    }

    boolean ends() {
        if (!(item.getParenthesedStatement() instanceof ParenthesedSelect inner)
                || !(inner.getSelect() instanceof SetOperationList union)
                || union.getSelects().size() != 2
                || !(union.getOperations().getFirst() instanceof UnionOp operation)
                || !(union.getSelects().get(0) instanceof PlainSelect first)
                || !(union.getSelects().get(1) instanceof PlainSelect next)) {
            return false;
        }
        String alias = ownAlias(next);
        boolean columns = next.getSelectItems().stream().allMatch(selected -> selected.getExpression().getClass() == Column.class);
        boolean distinct = !operation.isAll();
        return alias != null && ((distinct && columns) || countsLevels(first, next, alias));
    }

    /** What the item is called where it reads itself, in its second half and nowhere deeper. */
    private @Nullable String ownAlias(PlainSelect next) {
        List<FromItem> items = new ArrayList<>();
        items.add(next.getFromItem());
        if (next.getJoins() != null) {
            next.getJoins().stream().map(Join::getFromItem).forEach(items::add);
        }
        for (FromItem from : items) {
            if (from instanceof Table table && table.getNameParts().size() == 1 && SqlSelectWalk.plain(table.getName()).equals(name)) {
                return table.getAlias() == null ? name : SqlSelectWalk.plain(table.getAlias().getName());
            }
        }
        return null;
    }

    private boolean countsLevels(PlainSelect first, PlainSelect next, String alias) {
        int columns = Math.min(first.getSelectItems().size(), next.getSelectItems().size());
        for (int i = 0; i < columns; i++) {
            String level = columnName(first, i);
            boolean begins = number(first.getSelectItem(i).getExpression()) != null;
            boolean steps = next.getSelectItem(i).getExpression() instanceof Addition sum
                    && isLevel(sum.getLeftExpression(), alias, level)
                    && number(sum.getRightExpression()) instanceof BigInteger step
                    && step.signum() > 0;
            if (begins && steps && isBounded(next.getWhere(), alias, level)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable String columnName(PlainSelect first, int i) {
        List<SelectItem<?>> named = item.getWithItemList();
        if (named != null) {
            return i < named.size() && named.get(i).getExpression() instanceof Column column
                    ? SqlSelectWalk.plain(column.getColumnName())
                    : null;
        }
        SelectItem<?> selected = first.getSelectItem(i);
        return selected.getAlias() == null ? null : SqlSelectWalk.plain(selected.getAlias().getName());
    }

    /** Whether a row goes on only below a number; what stands beside an AND can only leave more rows out. */
    private boolean isBounded(@Nullable Expression where, String alias, @Nullable String level) {
        return switch (where) {
            case AndExpression and ->
                isBounded(and.getLeftExpression(), alias, level) || isBounded(and.getRightExpression(), alias, level);
            case MinorThan less -> isLevel(less.getLeftExpression(), alias, level) && isSmall(less.getRightExpression());
            case MinorThanEquals less -> isLevel(less.getLeftExpression(), alias, level) && isSmall(less.getRightExpression());
            case null, default -> false;
        };
    }

    private static boolean isLevel(Expression expression, String alias, @Nullable String level) {
        return expression instanceof Column column
                && column.getArrayConstructor() == null
                && SqlSelectWalk.plain(column.getColumnName()).equals(level)
                && (column.getTable() == null
                        || (column.getTable().getNameParts().size() == 1 && SqlSelectWalk.plain(column.getTable().getName()).equals(alias)));
    }

    private static boolean isSmall(Expression expression) {
        return number(expression) instanceof BigInteger bound && bound.compareTo(BigInteger.valueOf(MAX_LEVELS)) <= 0;
    }

    /** A number that is written out without a sign. */
    private static @Nullable BigInteger number(Expression expression) {
        return expression.getClass() == LongValue.class ? ((LongValue) expression).getBigIntegerValue() : null;
    }
}
