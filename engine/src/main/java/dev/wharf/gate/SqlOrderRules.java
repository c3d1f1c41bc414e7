package dev.wharf.gate;

import java.util.List;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.statement.select.Distinct;
import net.sf.jsqlparser.statement.select.Limit;
import net.sf.jsqlparser.statement.select.Offset;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/**
 * What depends on the order of rows must say the order. Whether that order is unique is known to nobody who reads the text
 * alone, so ties stay the author's care.
 */
final class SqlOrderRules {

    private final Report report;
    private final SqlClaims claims;
    private final SqlExpressionWalk expressions;

    SqlOrderRules(Report report, SqlClaims claims, SqlExpressionWalk expressions) {
        this.report = report;
        this.claims = claims;
        this.expressions = expressions;
    }

    /** Of the statement itself: its order, limits and offset belong to the engine, but for the order by which DISTINCT ON chooses. */
    void top(Select select) {
        if (select.getLimit() != null || select.getOffset() != null || select.getFetch() != null) {
            report.add(
                    claims.last("limit", "offset", "fetch"),
                    "limit",
                    "LIMIT or OFFSET stands at the end: which rows it leaves depends on their order, and the engine cuts ranges itself",
                    "Choose rows by a condition in WHERE");
        }
        boolean on = select instanceof PlainSelect plain && plain.getDistinct() != null && plain.getDistinct().getOnSelectItems() != null;
        if (select.getOrderByElements() != null && !on) {
            report.add(
                    claims.last("order"),
                    "order-by",
                    "ORDER BY stands at the end: the engine orders the extract by the step's key",
                    "Leave it out; the order is the plan's key");
        }
    }

    void distinctOn(PlainSelect select) {
        Distinct distinct = select.getDistinct();
        if (distinct == null || distinct.getOnSelectItems() == null) {
            return;
        }
        List<OrderByElement> order = select.getOrderByElements();
        if (order == null || order.size() <= distinct.getOnSelectItems().size()) {
            report.add(
                    claims.last("distinct"),
                    "not-deterministic",
                    "DISTINCT ON keeps the first row of each group, and ORDER BY does not say which one is the first",
                    "Add what tells rows of a group apart: SELECT DISTINCT ON (a) … ORDER BY a, b");
        }
    }

    void limit(Select select) {
        Limit limit = select.getLimit();
        Offset offset = select.getOffset();
        if (limit == null && offset == null) {
            return;
        }
        if (select.getOrderByElements() == null) {
            report.add(
                    claims.last("limit", "offset"),
                    "not-deterministic",
                    "LIMIT without ORDER BY keeps rows by chance",
                    "Order the subquery by something unique, or choose rows by a condition");
        }
        if (limit != null) {
            literal(limit.getRowCount());
            literal(limit.getOffset());
            if (limit.getByExpressions() != null) {
                expressions.unknown(limit);
            }
        }
        if (offset != null) {
            literal(offset.getOffset());
            if (offset.getOffsetParam() != null) {
                claims.name(offset.getOffsetParam());
            }
        }
    }

    private void literal(@Nullable Expression count) {
        if (count == null) {
            return;
        }
        expressions.walk(count);
        if (count.getClass() != LongValue.class) {
            report.add(
                    claims.last("limit", "offset"),
                    "limit",
                    "LIMIT and OFFSET take a number that is written out",
                    "Write the number");
        }
    }

    /** Whether the elements order anything: in a window and in an aggregate a constant orders nothing, not even 1. */
    static boolean orders(@Nullable List<OrderByElement> elements) {
        return elements != null && elements.stream().anyMatch(element -> new SqlColumns().in(element.getExpression()));
    }
}
