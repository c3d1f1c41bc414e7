package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.Report.Place;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import net.sf.jsqlparser.expression.*;
import net.sf.jsqlparser.expression.operators.arithmetic.*;
import net.sf.jsqlparser.expression.operators.conditional.*;
import net.sf.jsqlparser.expression.operators.relational.*;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;

/** Walks expressions: every class of node by its exact class, anything else refused. */
final class SqlExpressionWalk {

    /** Nodes with two sides and an operator between, which the lexer has checked already. */
    private static final Set<Class<?>> BINARY = Set.of(
            Addition.class, Subtraction.class, Multiplication.class, Division.class, Modulo.class, Concat.class,
            BitwiseAnd.class, BitwiseOr.class, BitwiseLeftShift.class, BitwiseRightShift.class, BitwiseXor.class,
            AndExpression.class, OrExpression.class, EqualsTo.class, NotEqualsTo.class, GreaterThan.class,
            GreaterThanEquals.class, MinorThan.class, MinorThanEquals.class, IsDistinctExpression.class,
            SimilarToExpression.class, RegExpMatchOperator.class, JsonOperator.class, Contains.class, ContainedBy.class,
            DoubleAnd.class, LikeExpression.class);

    private final Report report;
    private final SqlClaims claims;
    private final SqlSelectWalk selects;
    private final SqlFunctionRules functions;
    private final SqlClockRules clocks;
    private final SqlCastRules casts;
    private final SqlNameRules names;
    /** Literals that are compared as texts, by their places in the tree. */
    private final Set<Expression> texts = Collections.newSetFromMap(new IdentityHashMap<>());

    private final SqlTextColumns textColumns;

    SqlExpressionWalk(
            Dialect dialect, Report report, SqlClaims claims, SqlAllowed allowed, SqlSelectWalk selects) {
        this.report = report;
        this.claims = claims;
        this.selects = selects;
        this.names = new SqlNameRules(dialect, report, claims);
        this.clocks = new SqlClockRules(dialect, report, claims);
        this.casts = new SqlCastRules(dialect, report, claims, this, clocks);
        this.functions = new SqlFunctionRules(dialect, report, claims, allowed.functions(), this, selects);
        this.textColumns = new SqlTextColumns(allowed.textColumns());
    }

    void walk(@Nullable Expression node) {
        if (node == null) {
            return;
        }
        if (node instanceof BinaryExpression binary && BINARY.contains(node.getClass())) {
            binary(binary);
        } else if (!value(node) && !predicate(node) && !call(node)) {
            unknown(node);
        }
    }

    void selected(SelectItem<?> item) {
        textColumns.selected(item, () -> walk(item.getExpression()));
    }

    /** Judges what could not be before all was walked. */
    void settle() {
        textColumns.settle(claims.tokens(), clocks);
    }

    void tableFunction(Function function) {
        functions.tableFunction(function);
    }

    /** The arguments of a function whose rows are given columns with types; empty where it has columns of its own. */
    List<Expression> takesApart(Function function) {
        return functions.takesApart(function);
    }

    /** A column with a type that a JSON value is taken apart to. */
    void recordColumn(ColDataType type, List<Expression> from) {
        casts.column(type, from);
    }

    void window(@Nullable WindowDefinition window) {
        functions.window(window);
    }

    /** Makes a window of the WINDOW clause known before the calls that name it. */
    void announce(WindowDefinition window) {
        functions.announce(window);
    }

    void unknown(Object node) {
        report.add(
                claims.at(node),
                "unknown-syntax",
                "%s is written in a way that the guard does not know (%s)"
                        .formatted(shown(node), node.getClass().getSimpleName()),
                "Use plain expressions, or compute the value in the class");
    }

    /** Some nodes of JSqlParser break when they are printed. */
    private static String shown(Object node) {
        try {
            return "'" + Report.shown(node.toString()) + "'";
        } catch (RuntimeException e) {
            return "This";
        }
    }

    private void binary(BinaryExpression binary) {
        if (!(binary instanceof JsonOperator)) {
            texts.addAll(SqlTexts.compared(binary));
            textColumns.compared(binary);
        }
        walk(binary.getLeftExpression());
        walk(binary.getRightExpression());
        if (binary instanceof LikeExpression like) {
            switch (like.getLikeKeyWord()) {
                case LIKE, ILIKE, SIMILAR_TO -> {}
                default -> unknown(like);
            }
            walk(like.getEscape());
        } else if (binary instanceof SimilarToExpression similar && similar.getEscape() != null) {
            unknown(similar);
        }
    }

    /** Names and literals. */
    private boolean value(Expression node) {
        Class<?> type = node.getClass();
        if (type == Column.class) {
            column((Column) node);
        } else if (type == LongValue.class) {
            claims.number(((LongValue) node).getStringValue());
        } else if (type == DoubleValue.class) {
            claims.number(node.toString());
        } else if (type == StringValue.class) {
            string((StringValue) node);
        } else if (type == NullValue.class || type == BooleanValue.class) {
            return true;
        } else if (type == AllColumns.class) {
            AllColumns all = (AllColumns) node;
            if (all.getExceptColumns() != null || all.getReplaceExpressions() != null) {
                unknown(node);
            }
        } else if (type == AllTableColumns.class) {
            names.table(((AllTableColumns) node).getTable());
        } else if (type == DateTimeLiteralExpression.class) {
            dateTime((DateTimeLiteralExpression) node);
        } else if (type == IntervalExpression.class) {
            interval((IntervalExpression) node);
        } else if (type == DateUnitExpression.class) {
            claims.name(node.toString());
        } else if (type == TimeKeyExpression.class) {
            clock(node);
        } else {
            return false;
        }
        return true;
    }

    private void column(Column column) {
        textColumns.column(column);
        names.column(column);
        if (column.getArrayConstructor() != null) {
            walk(column.getArrayConstructor());
        }
    }

    private void string(StringValue literal) {
        if (literal.getPrefix() != null) {
            unknown(literal);
        }
        String text = "'" + literal.getValue() + "'";
        Place place = claims.string(text);
        if (!texts.contains(literal) && !textColumns.waits(literal, place, text)) {
            clocks.literal(place, text);
        }
    }

    private void dateTime(DateTimeLiteralExpression literal) {
        if (!SqlClaims.shape(literal.getType().name())) {
            claims.name(literal.getType().name());
        }
        clocks.literal(claims.string(literal.getValue()), literal.getValue());
    }

    private void interval(IntervalExpression interval) {
        if (interval.getParameter() == null
                || interval.getExpression() != null
                || interval.getIntervalQualifier() != null) {
            unknown(interval);
            return;
        }
        String parameter = interval.getParameter();
        if (parameter.startsWith("'")) {
            claims.string(parameter);
        } else {
            claims.number(parameter);
        }
    }

    private void clock(Expression node) {
        report.add(
                claims.name(node.toString().replace("()", "")),
                "clock",
                "'%s' differs from run to run".formatted(node),
                "Write the date itself, or leave the column to a default of the target");
    }

    /** Conditions and what holds other expressions. */
    private boolean predicate(Expression node) {
        switch (node) {
            case OverlapsCondition e -> {
                walk(e.getLeft());
                claims.name("overlaps");
                walk(e.getRight());
            }
            case ExistsExpression e when e.getClass() == ExistsExpression.class -> walk(e.getRightExpression());
            case NotExpression e when !e.isExclamationMark() -> walk(e.getExpression());
            case SignedExpression e -> walk(e.getExpression());
            case IsNullExpression e -> walk(e.getLeftExpression());
            case IsBooleanExpression e -> walk(e.getLeftExpression());
            case IsUnknownExpression e -> walk(e.getLeftExpression());
            case Between e -> {
                walk(e.getLeftExpression());
                walk(e.getBetweenExpressionStart());
                walk(e.getBetweenExpressionEnd());
            }
            case InExpression e when !e.isGlobal() -> {
                texts.addAll(SqlTexts.among(e));
                textColumns.among(e);
                selects.in(e);
            }
            case AnyComparisonExpression e -> selects.select(e.getSelect());
            case CaseExpression e -> {
                texts.addAll(SqlTexts.chosen(e));
                textColumns.chosen(e);
                walk(e.getSwitchExpression());
                e.getWhenClauses().forEach(this::walk);
                walk(e.getElseExpression());
            }
            case WhenClause e -> {
                walk(e.getWhenExpression());
                walk(e.getThenExpression());
            }
            case ParenthesedSelect e -> selects.select(e);
            case ExpressionList<?> list when plainList(list) -> list.forEach(this::walk);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean plainList(ExpressionList<?> list) {
        Class<?> type = list.getClass();
        return type == ExpressionList.class || type == ParenthesedExpressionList.class;
    }

    /** Calls, casts and the operators that are calls in disguise. */
    private boolean call(Expression node) {
        switch (node) {
            case Function e when e.getClass() == Function.class -> functions.function(e);
            case AnalyticExpression e -> functions.analytic(e);
            case CastExpression e -> casts.cast(e);
            case ExtractExpression e -> {
                claims.words(e.getName());
                walk(e.getExpression());
            }
            case TrimFunction e -> {
                claims.name("trim");
                walk(e.getExpression());
                walk(e.getFromExpression());
            }
            case CollateExpression e -> {
                walk(e.getLeftExpression());
                names.collation(e);
            }
            case RowGetExpression e -> {
                walk(e.getExpression());
                names.part(e.getColumnName());
            }
            case TimezoneExpression e -> {
                walk(e.getLeftExpression());
                e.getTimezoneExpressions().forEach(this::walk);
            }
            case JsonExpression e -> {
                walk(e.getExpression());
                e.getIdentList().forEach(entry -> walk(entry.getKey()));
            }
            case ArrayConstructor e when e.getDataType() == null -> walk(e.getExpressions());
            case ArrayExpression e -> {
                walk(e.getObjExpression());
                walk(e.getIndexExpression());
                walk(e.getStartIndexExpression());
                walk(e.getStopIndexExpression());
            }
            case RowConstructor<?> e when e.getName() == null || e.getName().equalsIgnoreCase("row") -> e.forEach(this::walk);
            default -> {
                return false;
            }
        }
        return true;
    }
}
