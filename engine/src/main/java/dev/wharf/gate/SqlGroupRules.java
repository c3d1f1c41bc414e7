package dev.wharf.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.AnalyticType;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.GroupByElement;
import net.sf.jsqlparser.statement.select.OrderByElement;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;

/**
 * SQLite takes a column that is neither grouped by nor within an aggregate from any row of the group, where PostgreSQL refuses
 * it. Which row that is, nobody promises, so the guard refuses it too.
 */
final class SqlGroupRules {

    /** A column with the name of its table. */
    private static final Pattern NAMED = Pattern.compile("(\\w+|\"[^\"]*\")\\.(\\w+|\"[^\"]*\")");

    private final SqlVocabulary vocabulary;
    private final Report report;
    private final SqlClaims claims;

    SqlGroupRules(SqlVocabulary vocabulary, Report report, SqlClaims claims) {
        this.vocabulary = vocabulary;
        this.report = report;
        this.claims = claims;
    }

    void check(PlainSelect select) {
        List<SelectItem<?>> items = select.getSelectItems() == null ? List.of() : select.getSelectItems();
        List<Expression> groups = groups(select.getGroupBy(), items);
        List<Expression> judged = new ArrayList<>(items.stream().map(SelectItem::getExpression).toList());
        if (select.getOrderByElements() != null) {
            select.getOrderByElements().stream()
                    .map(OrderByElement::getExpression)
                    .filter(by -> items.stream().noneMatch(item -> item.getAlias() != null && same(item.getAlias().getName(), by.toString())))
                    .forEach(judged::add);
        }
        Bare bare = new Bare(groups, names(select));
        judged.forEach(bare::look);
        if (select.getHaving() != null) {
            Bare having = new Bare(Stream.concat(groups.stream(), called(items)).toList(), names(select));
            having.look(select.getHaving());
            bare.columns.addAll(having.columns);
            bare.aggregates |= having.aggregates;
        }
        if (!groups.isEmpty() || bare.aggregates) {
            bare.columns.stream().findFirst().ifPresent(column -> report.add(
                    claims.at(column),
                    "not-deterministic",
                    "%s is neither grouped by nor within an aggregate, so SQLite takes it from any row of the group"
                            .formatted(Report.shown(column.toString())),
                    "Name it in GROUP BY too, or write min(…) or max(…) of it; for the newest row of each group use row_number() OVER (PARTITION BY … ORDER BY …) = 1"));
        }
    }

    /** What is grouped by, with the numbers and names of select items replaced by what they stand for. */
    private static List<Expression> groups(@Nullable GroupByElement groupBy, List<SelectItem<?>> items) {
        List<Expression> groups = new ArrayList<>();
        if (groupBy == null || groupBy.getGroupByExpressionList() == null) {
            return groups;
        }
        for (Object element : groupBy.getGroupByExpressionList()) {
            Expression expression = (Expression) element;
            groups.add(expression);
            if (expression instanceof LongValue number && number.getValue() >= 1 && number.getValue() <= items.size()) {
                groups.add(items.get((int) number.getValue() - 1).getExpression());
            }
            items.stream()
                    .filter(item -> item.getAlias() != null && same(item.getAlias().getName(), expression.toString()))
                    .forEach(item -> groups.add(item.getExpression()));
        }
        return groups;
    }

    /** The names of select items that HAVING may mean: a column of the tables comes before them, so none that may be one. */
    private static Stream<Expression> called(List<SelectItem<?>> items) {
        String all = items.stream().map(item -> item.getExpression().toString().toLowerCase(Locale.ROOT)).collect(Collectors.joining(" "));
        return items.stream()
                .filter(item -> item.getAlias() != null)
                .map(item -> item.getAlias().getName())
                .filter(name -> !all.contains(SqlSelectWalk.plain(name)))
                .map(Column::new);
    }

    /** What the tables and subqueries of a FROM clause are called. */
    private static Set<String> names(PlainSelect select) {
        List<FromItem> from = new ArrayList<>();
        if (select.getFromItem() != null) {
            from.add(select.getFromItem());
        }
        if (select.getJoins() != null) {
            select.getJoins().forEach(join -> from.add(join.getFromItem()));
        }
        return from.stream()
                .map(item -> item.getAlias() != null ? item.getAlias().getName() : item instanceof Table table ? table.getName() : "")
                .map(SqlSelectWalk::plain)
                .collect(Collectors.toSet());
    }

    private static boolean same(String a, String b) {
        return SqlSelectWalk.plain(a).equals(SqlSelectWalk.plain(b));
    }

    private final class Bare extends ExpressionVisitorAdapter<Void> {

        private final List<Expression> groups;
        private final Set<String> outer;
        private final List<Expression> columns = new ArrayList<>();
        private boolean aggregates;

        private Bare(List<Expression> groups, Set<String> outer) {
            this.groups = groups;
            this.outer = outer;
        }

        private void look(Expression expression) {
            if (!isGrouped(expression)) {
                expression.accept(this, null);
            }
        }

        private boolean isGrouped(Expression expression) {
            return groups.stream().anyMatch(group -> same(group.toString(), expression.toString())
                    || (group instanceof Column a && expression instanceof Column b && sameColumn(a, b)));
        }

        /** A column is the same with and without the name of its table. */
        private static boolean sameColumn(Column a, Column b) {
            boolean unnamed = a.getTable() == null || b.getTable() == null;
            return unnamed && same(a.getColumnName(), b.getColumnName());
        }

        @Override
        public <S> @Nullable Void visit(Column column, S context) {
            boolean constant = column.getTable() == null && column.getColumnName().matches("(?i)true|false");
            if (!constant && !isGrouped(column)) {
                columns.add(column);
            }
            return null;
        }

        @Override
        public <S> @Nullable Void visit(AllColumns all, S context) {
            columns.add(all);
            return null;
        }

        @Override
        public <S> @Nullable Void visit(AllTableColumns all, S context) {
            columns.add(all);
            return null;
        }

        @Override
        public <S> @Nullable Void visit(Function call, S context) {
            if (isAggregate(call.getName(), call.getParameters() == null ? 0 : call.getParameters().size())) {
                aggregates = true;
            } else if (call.getParameters() != null) {
                call.getParameters().forEach(this::look);
            }
            return null;
        }

        @Override
        public <S> @Nullable Void visit(AnalyticExpression call, S context) {
            if (call.getType() != AnalyticType.OVER) {
                aggregates = true;
                return null;
            }
            for (Expression part : new Expression[] {call.getExpression(), call.getOffset(), call.getDefaultValue()}) {
                if (part != null) {
                    look(part);
                }
            }
            if (call.getPartitionExpressionList() != null) {
                call.getPartitionExpressionList().forEach(this::look);
            }
            if (call.getOrderByElements() != null) {
                call.getOrderByElements().forEach(element -> look(element.getExpression()));
            }
            return null;
        }

        /** A subquery may read a column of the group's rows by the name of their table. */
        @Override
        public <S> @Nullable Void visit(Select query, S context) {
            Matcher named = NAMED.matcher(query.toString());
            while (named.find()) {
                Column column = new Column(new Table(named.group(1)), named.group(2));
                if (outer.contains(SqlSelectWalk.plain(named.group(1))) && !isGrouped(column)) {
                    columns.add(column);
                }
            }
            return null;
        }

        /** With two arguments and more, min and max are of one row. */
        private boolean isAggregate(String name, int arguments) {
            SqlVocabulary.Callable callable = vocabulary.callable(name);
            boolean extreme = name.equalsIgnoreCase("min") || name.equalsIgnoreCase("max");
            return callable != null && callable.role() == SqlVocabulary.Role.AGGREGATE && !(extreme && arguments > 1);
        }
    }
}
