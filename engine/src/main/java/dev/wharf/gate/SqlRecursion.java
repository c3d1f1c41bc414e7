package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.operators.arithmetic.Addition;
import net.sf.jsqlparser.expression.operators.relational.MinorThan;
import net.sf.jsqlparser.expression.operators.relational.MinorThanEquals;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.UnionOp;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/**
 * Whether a WITH item that reads itself comes to an end, told by its text alone: it counts its levels up to a number, or it
 * puts together by UNION, which drops what was there before, rows of nothing but columns of tables. Either way its second
 * half joins itself with tables by equal columns alone, and no value grows by more than a part at each level. How many rows
 * a level has is not told: each is a join like one that is written out.
 */
final class SqlRecursion {

    static final int MAX_LEVELS = 100;
    static final String NEXT = "Count the levels: SELECT c.id, 0 AS level … UNION ALL SELECT c.id, t.level + 1 FROM c JOIN t"
            + " ON c.parent_id = t.id WHERE t.level < 50 (at most " + MAX_LEVELS + "); or take columns alone and UNION without ALL."
            + " Qualify the columns, join tables only, and name every column of the first half";

    private static final Set<String> ROW_NUMBERS = Set.of("rowid", "oid", "_rowid_");

    private final Dialect dialect;
    private final WithItem<?> item;

    SqlRecursion(Dialect dialect, WithItem<?> item) {
        this.dialect = dialect;
        this.item = item;
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
        boolean bare = List.of(inner, union, first, next).stream().allMatch(SqlRecursion::isBare);
        if (!bare || next.getGroupBy() != null || next.getHaving() != null || next.getWindowDefinitions() != null) {
            return false;
        }
        List<String> columns = columns(first);
        SqlRecursiveJoin join = SqlRecursiveJoin.of(dialect, item.getAlias().getName(), columns, next);
        if (columns.isEmpty() || columns.size() != next.getSelectItems().size() || join == null) {
            return false;
        }
        boolean drops = !operation.isAll();
        boolean copies = next.getSelectItems().stream().allMatch(selected -> join.isColumn(selected.getExpression()));
        return (drops && copies) || countsLevels(first, next, columns, join);
    }

    /** Without what could name, order or leave out beside the select itself. */
    private static boolean isBare(Select select) {
        return select.getWithItemsList() == null
                && select.getOrderByElements() == null
                && select.getLimit() == null
                && select.getOffset() == null
                && select.getFetch() == null;
    }

    /** The names of all columns in their order, as the database compares them; empty where one is not told or not told apart. */
    private List<String> columns(PlainSelect first) {
        boolean starred = first.getSelectItems().stream().anyMatch(selected -> selected.getExpression() instanceof AllColumns);
        List<SelectItem<?>> named = item.getWithItemList();
        if (starred || (named != null && named.size() != first.getSelectItems().size())) {
            return List.of();
        }
        List<String> columns = new ArrayList<>();
        Set<String> apart = new HashSet<>();
        for (SelectItem<?> selected : named == null ? first.getSelectItems() : named) {
            String name = named == null ? given(selected) : selected.getExpression() instanceof Column column ? column.getColumnName() : null;
            if (name == null || !apart.add(SqlSelectWalk.plain(name))) {
                return List.of();
            }
            columns.add(exact(dialect, name));
        }
        return columns;
    }

    /**
     * What the first half calls a column; null where its text does not say. In SQLite a row number may stand for the key, and
     * quotes for a text.
     */
    private @Nullable String given(SelectItem<?> selected) {
        if (selected.getAlias() != null) {
            return selected.getAlias().getName();
        }
        if (!(selected.getExpression() instanceof Column column) || column.getArrayConstructor() != null) {
            return null;
        }
        String name = column.getColumnName();
        boolean renamed = name.startsWith("\"") || ROW_NUMBERS.contains(SqlSelectWalk.plain(name));
        return dialect == Dialect.SQLITE && renamed ? null : name;
    }

    private boolean countsLevels(PlainSelect first, PlainSelect next, List<String> columns, SqlRecursiveJoin join) {
        SqlRecursiveGrowth growth = new SqlRecursiveGrowth(dialect, join);
        boolean grows = next.getSelectItems().stream().anyMatch(selected -> growth.of(selected.getExpression()) > 1);
        for (int i = 0; i < columns.size() && !grows; i++) {
            String level = columns.get(i);
            boolean begins = number(first.getSelectItem(i).getExpression()) != null;
            boolean steps = next.getSelectItem(i).getExpression() instanceof Addition sum
                    && join.isOwn(sum.getLeftExpression(), level)
                    && number(sum.getRightExpression()) instanceof BigInteger step
                    && step.signum() > 0;
            if (begins && steps && join.conditions().stream().anyMatch(condition -> isBound(condition, join, level))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBound(Expression condition, SqlRecursiveJoin join, String level) {
        return switch (condition) {
            case MinorThan less -> join.isOwn(less.getLeftExpression(), level) && isSmall(less.getRightExpression());
            case MinorThanEquals less -> join.isOwn(less.getLeftExpression(), level) && isSmall(less.getRightExpression());
            default -> false;
        };
    }

    private static boolean isSmall(Expression expression) {
        return number(expression) instanceof BigInteger bound && bound.compareTo(BigInteger.valueOf(MAX_LEVELS)) <= 0;
    }

    /** A number that is written out without a sign. */
    private static @Nullable BigInteger number(Expression expression) {
        return expression.getClass() == LongValue.class ? ((LongValue) expression).getBigIntegerValue() : null;
    }

    /** A name as the database compares it: PostgreSQL folds what has no quotes, SQLite all. */
    static String exact(Dialect dialect, String name) {
        boolean quoted = name.startsWith("\"");
        String bare = quoted ? name.substring(1, name.length() - 1) : name;
        return quoted && dialect == Dialect.POSTGRESQL ? bare : bare.toLowerCase(Locale.ROOT);
    }
}
