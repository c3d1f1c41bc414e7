package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;

/**
 * What the second half of a recursive WITH reads: the item itself once, and tables that inner joins tie to it by equal
 * columns. Nothing in it computes a value, so what a column gives stood in a table or in the level before.
 */
final class SqlRecursiveJoin {

    private final Dialect dialect;
    private final String own;
    private final Set<String> columns;
    private final Set<String> aliases;
    private final List<Expression> conditions;

    private SqlRecursiveJoin(Dialect dialect, String own, List<String> columns, Set<String> aliases, List<Expression> conditions) {
        this.dialect = dialect;
        this.own = own;
        this.columns = Set.copyOf(columns);
        this.aliases = aliases;
        this.conditions = conditions;
    }

    /**
     * @param item the WITH item's name as it is written
     * @param columns the item's columns, as the database compares them
     * @return null where it reads anything else, or a table that nothing ties to the rest
     */
    static @Nullable SqlRecursiveJoin of(Dialect dialect, String item, List<String> columns, PlainSelect next) {
        List<FromItem> items = new ArrayList<>();
        List<Expression> conditions = new ArrayList<>();
        items.add(next.getFromItem());
        for (Join join : next.getJoins() == null ? List.<Join>of() : next.getJoins()) {
            if (!isInner(join)) {
                return null;
            }
            items.add(join.getFromItem());
            join.getOnExpressions().forEach(on -> split(on, conditions));
        }
        split(next.getWhere(), conditions);

        String own = null;
        Set<String> apart = new HashSet<>();
        Set<String> aliases = new HashSet<>();
        for (FromItem from : items) {
            String alias = alias(from);
            if (alias == null || !apart.add(SqlSelectWalk.plain(alias))) {
                return null;
            }
            aliases.add(SqlRecursion.exact(dialect, alias));
            Table table = (Table) from;
            if (table.getNameParts().size() == 1 && SqlSelectWalk.plain(table.getName()).equals(SqlSelectWalk.plain(item))) {
                if (own != null || !SqlRecursion.exact(dialect, table.getName()).equals(SqlRecursion.exact(dialect, item))) {
                    return null;
                }
                own = SqlRecursion.exact(dialect, alias);
            }
        }
        if (own == null) {
            return null;
        }
        SqlRecursiveJoin join = new SqlRecursiveJoin(dialect, own, columns, aliases, conditions);
        return join.isTied() ? join : null;
    }

    /** What a table is called in the text; null where it is no plain table, or its alias renames columns or is a keyword. */
    private static @Nullable String alias(@Nullable FromItem from) {
        if (from == null || from.getClass() != Table.class) {
            return null;
        }
        boolean renamed = from.getAlias() != null && from.getAlias().getAliasColumns() != null;
        String alias = from.getAlias() == null ? ((Table) from).getName() : from.getAlias().getName();
        return renamed || SqlClaims.shape(alias) ? null : alias;
    }

    private static boolean isInner(Join join) {
        boolean outer = join.isOuter() || join.isLeft() || join.isRight() || join.isFull();
        boolean merges = join.isNatural() || !join.getUsingColumns().isEmpty();
        boolean other = join.isSemi() || join.isApply() || join.isAny() || join.isAll() || join.isAsOf() || join.isStraight()
                || join.isGlobal() || join.isArray() || join.isFetch() || join.isWindowJoin();
        return !outer && !merges && !other;
    }

    private static void split(@Nullable Expression condition, List<Expression> into) {
        switch (condition) {
            case AndExpression and when !and.isUseOperator() -> {
                split(and.getLeftExpression(), into);
                split(and.getRightExpression(), into);
            }
            case ParenthesedExpressionList<?> list when list.size() == 1 -> split(list.getFirst(), into);
            case null -> {}
            default -> into.add(condition);
        }
    }

    /** Whether equal columns lead from the item to every table, be it through others. */
    private boolean isTied() {
        Map<String, Set<String>> beside = new HashMap<>();
        for (Expression condition : conditions) {
            if (condition instanceof EqualsTo equal
                    && tableOf(equal.getLeftExpression()) instanceof String left
                    && tableOf(equal.getRightExpression()) instanceof String right) {
                beside.computeIfAbsent(left, k -> new HashSet<>()).add(right);
                beside.computeIfAbsent(right, k -> new HashSet<>()).add(left);
            }
        }
        Set<String> reached = new HashSet<>(Set.of(own));
        for (int i = 0; i < aliases.size(); i++) {
            Set.copyOf(reached).forEach(alias -> reached.addAll(beside.getOrDefault(alias, Set.of())));
        }
        return reached.equals(aliases);
    }

    /** Rows are held together by AND alone, so that each of these must hold. */
    List<Expression> conditions() {
        return conditions;
    }

    /** Whether an expression is a column of one of the tables or of the item, and surely nothing else. */
    boolean isColumn(Expression expression) {
        return tableOf(expression) != null;
    }

    /** Whether an expression is a column of the item itself. */
    boolean isOwn(Expression expression) {
        return own.equals(tableOf(expression));
    }

    /** @param name as the database compares it */
    boolean isOwn(Expression expression, String name) {
        return isOwn(expression) && SqlRecursion.exact(dialect, ((Column) expression).getColumnName()).equals(name);
    }

    /**
     * Whose column it is; null where it is none. A column of the item must be one that it has, because PostgreSQL reads t.f as
     * f(t) else and a bare t as the whole row. A name without a table is enough where there is but one.
     */
    private @Nullable String tableOf(Expression expression) {
        if (expression.getClass() != Column.class || ((Column) expression).getArrayConstructor() != null) {
            return null;
        }
        Column column = (Column) expression;
        String table = own;
        if (column.getTable() != null && !column.getTable().getNameParts().isEmpty()) {
            List<String> parts = column.getTable().getNameParts();
            table = parts.size() == 1 ? SqlRecursion.exact(dialect, parts.getFirst()) : "";
        } else if (aliases.size() > 1) {
            return null;
        }
        boolean known = aliases.contains(table)
                && (!table.equals(own) || columns.contains(SqlRecursion.exact(dialect, column.getColumnName())));
        return known ? table : null;
    }
}
