package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.Report.Place;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.expression.Alias;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.WindowDefinition;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.Distinct;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.LateralSubSelect;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.ParenthesedFromItem;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.TableFunction;
import net.sf.jsqlparser.statement.select.Values;
import net.sf.jsqlparser.statement.select.WithItem;
import org.jspecify.annotations.Nullable;

/**
 * Walks the SELECT part of JSqlParser's tree: every class of node by name, anything else refused. Properties that are
 * not looked at leave their tokens unclaimed, which {@link SqlClaims#settle} refuses.
 */
final class SqlSelectWalk {

    private final Dialect dialect;
    private final Report report;
    private final SqlClaims claims;
    private final SqlExpressionWalk expressions;
    private final SqlOrderRules order;
    /** The WITH items that the walk is in. */
    private final Deque<Defined> defining = new ArrayDeque<>();

    /** How many WITH RECURSIVE the walk is in. */
    private int recursive;

    /** A WITH item, and how often it reads itself. */
    private static final class Defined {

        private final String name;
        private final boolean ends;
        private int reads;

        private Defined(String name, boolean ends) {
            this.name = name;
            this.ends = ends;
        }
    }

    SqlSelectWalk(Dialect dialect, Report report, SqlClaims claims, SqlAllowed allowed) {
        this.dialect = dialect;
        this.report = report;
        this.claims = claims;
        this.expressions = new SqlExpressionWalk(dialect, report, claims, allowed, this);
        this.order = new SqlOrderRules(report, claims, expressions);
    }

    SqlExpressionWalk expressions() {
        return expressions;
    }

    /** Walks the statement itself. */
    void top(Select select) {
        order.top(select);
        select(select);
    }

    void select(Select select) {
        with(select);
        if (select.getClass() == PlainSelect.class) {
            plain((PlainSelect) select);
        } else if (select.getClass() == SetOperationList.class) {
            ((SetOperationList) select).getSelects().forEach(this::select);
        } else if (select.getClass() == ParenthesedSelect.class || select.getClass() == LateralSubSelect.class) {
            ParenthesedSelect inner = (ParenthesedSelect) select;
            select(inner.getSelect());
            alias(inner.getAlias());
        } else if (select.getClass() == Values.class) {
            values((Values) select);
        } else {
            unknown(select);
        }
        orderBy(select.getOrderByElements());
        order.limit(select);
    }

    private void with(Select select) {
        if (select.getWithItemsList() == null) {
            return;
        }
        boolean recursive = select.getWithItemsList().stream().anyMatch(WithItem::isRecursive);
        if (recursive) {
            claims.name("recursive");
            this.recursive++;
        }
        for (WithItem<?> item : select.getWithItemsList()) {
            alias(item.getAlias());
            defining.push(new Defined(plain(item.getAlias().getName()), new SqlRecursion(dialect, item).ends()));
            if (item.isMaterialized()) {
                claims.name("materialized");
            }
            if (item.getWithItemList() != null) {
                item.getWithItemList().forEach(this::named);
            }
            if (item.getParenthesedStatement() instanceof ParenthesedSelect inner) {
                select(inner);
            } else {
                report.add(
                        claims.last("insert", "update", "delete", "with"),
                        "not-a-select",
                        "A WITH item is no SELECT",
                        "Only read; the plan's writes say where rows go");
            }
            defining.pop();
        }
        this.recursive -= recursive ? 1 : 0;
    }

    /** A name that a WITH item gives, which is no column yet. */
    private void named(SelectItem<?> item) {
        if (item.getExpression() instanceof Column column && column.getTable() == null && item.getAlias() == null) {
            claims.name(column.getColumnName());
        } else {
            unknown(item);
        }
    }

    private void plain(PlainSelect select) {
        if (select.getWindowDefinitions() != null) {
            select.getWindowDefinitions().forEach(expressions::announce);
        }
        distinct(select);
        if (select.getSelectItems() != null) {
            select.getSelectItems().forEach(this::selectItem);
        }
        fromItem(select.getFromItem());
        joins(select.getJoins());
        expressions.walk(select.getWhere());
        groupBy(select.getGroupBy());
        expressions.walk(select.getHaving());
        if (dialect == Dialect.SQLITE) {
            new SqlGroupRules(SqlVocabulary.of(dialect), report, claims).check(select);
        }
        if (select.getWindowDefinitions() != null) {
            for (WindowDefinition window : select.getWindowDefinitions()) {
                claims.name(window.getWindowName());
                expressions.window(window);
            }
        }
    }

    private void distinct(PlainSelect select) {
        Distinct distinct = select.getDistinct();
        if (distinct != null && distinct.getOnSelectItems() != null) {
            distinct.getOnSelectItems().forEach(item -> expressions.walk(item.getExpression()));
            order.distinctOn(select);
        }
    }

    private void groupBy(@Nullable GroupByElement groupBy) {
        if (groupBy == null) {
            return;
        }
        if (groupBy.getGroupingSets() != null && !groupBy.getGroupingSets().isEmpty()) {
            claims.name("grouping");
            claims.name("sets");
            groupBy.getGroupingSets().forEach(expressions::walk);
        }
        if (groupBy.getGroupByExpressionList() != null) {
            groupBy.getGroupByExpressionList().forEach(this::grouped);
        }
    }

    /** ROLLUP and CUBE are read as calls, and are none where they stand alone in GROUP BY. */
    private void grouped(Expression expression) {
        boolean sets = dialect == Dialect.POSTGRESQL
                && expression instanceof Function call
                && (call.getName().equalsIgnoreCase("rollup") || call.getName().equalsIgnoreCase("cube"));
        if (sets) {
            claims.name(((Function) expression).getName());
            expressions.walk(((Function) expression).getParameters());
        } else {
            expressions.walk(expression);
        }
    }

    private void values(Values values) {
        expressions.walk(values.getExpressions());
        alias(values.getAlias());
    }

    private void selectItem(SelectItem<?> item) {
        expressions.selected(item);
        alias(item.getAlias());
    }

    void orderBy(@Nullable List<OrderByElement> elements) {
        if (elements != null) {
            elements.forEach(element -> expressions.walk(element.getExpression()));
        }
    }

    private void joins(@Nullable List<Join> joins) {
        if (joins == null) {
            return;
        }
        for (Join join : joins) {
            fromItem(join.getFromItem());
            join.getOnExpressions().forEach(expressions::walk);
            for (Column column : join.getUsingColumns()) {
                expressions.walk(column);
            }
        }
    }

    void fromItem(@Nullable FromItem item) {
        if (item == null) {
            return;
        }
        if (item.getClass() == Table.class) {
            table((Table) item);
        } else if (item.getClass() == TableFunction.class) {
            tableFunction((TableFunction) item);
        } else if (item.getClass() == ParenthesedFromItem.class) {
            ParenthesedFromItem inner = (ParenthesedFromItem) item;
            fromItem(inner.getFromItem());
            joins(inner.getJoins());
            alias(inner.getAlias());
        } else if (item instanceof Select select) {
            select(select);
        } else {
            unknown(item);
        }
    }

    private void tableFunction(TableFunction function) {
        if (function.getRowsFromFunctions() != null || function.getFunction() == null) {
            unknown(function);
            return;
        }
        expressions.tableFunction(function.getFunction());
        alias(function.getAlias(), expressions.takesApart(function.getFunction()));
    }

    private void table(Table table) {
        Place place = null;
        for (String part : table.getNameParts()) {
            Place claimed = claims.name(part);
            place = place == null ? claimed : place;
        }
        alias(table.getAlias());
        String schema = table.getSchemaName() == null ? null : plain(table.getSchemaName());
        String name = plain(table.getName());
        if (table.getNameParts().size() > 2) {
            report.add(place, "table", "'%s' names another database".formatted(table.getFullyQualifiedName()), "Write schema.table");
        } else if (schema == null && readsItself(name)) {
            report.add(
                    place,
                    "recursive",
                    "'%s' reads itself, and its text does not say that this ends".formatted(Report.shown(table.getName())),
                    dialect == Dialect.SQLITE
                            ? SqlRecursion.NEXT + "; give the WITH item another name than the table's where it means a table"
                            : SqlRecursion.NEXT);
        } else if (!SqlRelations.mayRead(dialect, schema, name)) {
            report.add(
                    place,
                    "table",
                    "'%s' belongs to the database or to Wharf, not to the data".formatted(Report.shown(table.getFullyQualifiedName())),
                    "Read the tables of the survey only");
        }
    }

    /** Whether a name is that of a WITH item which the walk is in, and whose end is not told by its text. */
    private boolean readsItself(String name) {
        for (Defined item : defining) {
            if (item.name.equals(name)) {
                item.reads++;
                return (dialect == Dialect.SQLITE || recursive > 0) && !(item.ends && item.reads == 1);
            }
        }
        return false;
    }

    private void alias(@Nullable Alias alias) {
        alias(alias, List.of());
    }

    /** @param record what a function that is told its columns takes apart; empty where columns have no types */
    private void alias(@Nullable Alias alias, List<Expression> record) {
        if (alias == null) {
            return;
        }
        claims.name(alias.getName());
        if (alias.getAliasColumns() != null) {
            for (Alias.AliasColumn column : alias.getAliasColumns()) {
                claims.name(column.name);
                if (column.colDataType != null && record.isEmpty()) {
                    unknown(column.colDataType);
                } else if (column.colDataType != null) {
                    expressions.recordColumn(column.colDataType, record);
                }
            }
        }
    }

    private void unknown(Object node) {
        expressions.unknown(node);
    }

    /** SQLite reads a name behind IN as a table, and a call there as a table of its rows. */
    void in(InExpression in) {
        Expression among = in.getRightExpression();
        expressions.walk(in.getLeftExpression());
        expressions.walk(among);
        if (!(among instanceof ParenthesedExpressionList<?> || among instanceof ParenthesedSelect)) {
            report.add(
                    claims.at(among),
                    "table",
                    "'%s' stands behind IN without brackets, where SQLite reads a table".formatted(Report.shown(among.toString())),
                    "Write IN (a, b) or IN (SELECT …)");
        }
    }

    /** A name without its quotes, in lower case: refusals compare more widely than databases do. */
    static String plain(String name) {
        String bare = name.startsWith("\"") && name.endsWith("\"") && name.length() > 1
                ? name.substring(1, name.length() - 1)
                : name;
        return bare.toLowerCase(Locale.ROOT);
    }
}
