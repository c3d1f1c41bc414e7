package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.Report.Place;
import java.util.Set;
import net.sf.jsqlparser.expression.*;
import net.sf.jsqlparser.expression.operators.arithmetic.*;
import net.sf.jsqlparser.expression.operators.conditional.*;
import net.sf.jsqlparser.expression.operators.relational.*;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.create.table.ColDataType;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
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

    private final Dialect dialect;
    private final Report report;
    private final SqlClaims claims;
    private final SqlSelectWalk selects;
    private final SqlFunctionRules functions;

    SqlExpressionWalk(Dialect dialect, Report report, SqlClaims claims, Set<String> extraFunctions, SqlSelectWalk selects) {
        this.dialect = dialect;
        this.report = report;
        this.claims = claims;
        this.selects = selects;
        this.functions = new SqlFunctionRules(dialect, report, claims, extraFunctions, this, selects);
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

    void tableFunction(Function function) {
        functions.tableFunction(function);
    }

    void window(@Nullable WindowDefinition window) {
        functions.window(window);
    }

    void unknown(Object node) {
        report.add(
                claims.at(node),
                "unknown-syntax",
                "'%s' is written in a way that the guard does not know (%s)"
                        .formatted(Report.shown(node.toString()), node.getClass().getSimpleName()),
                "Use plain expressions, or compute the value in the class");
    }

    private void binary(BinaryExpression binary) {
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
            tableOf(((AllTableColumns) node).getTable());
        } else if (type == DateTimeLiteralExpression.class) {
            clockText(claims.string(((DateTimeLiteralExpression) node).getValue()), ((DateTimeLiteralExpression) node).getValue());
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
        tableOf(column.getTable());
        String name = column.getColumnName();
        Place place = claims.name(name);
        boolean bare = column.getTable() == null && !name.startsWith("\"");
        if (bare && (name.equalsIgnoreCase("true") || name.equalsIgnoreCase("false"))) {
            return;
        }
        if (bare && SqlVocabulary.of(dialect).isReserved(name)) {
            report.add(
                    place,
                    "function",
                    "'%s' is a word of the database's own, which calls something where a column could stand".formatted(name),
                    "Leave it out; quote it as \"%s\" if it is a column".formatted(name));
        }
        if (column.getArrayConstructor() != null) {
            walk(column.getArrayConstructor());
        }
    }

    private void tableOf(@Nullable Table table) {
        if (table != null) {
            table.getNameParts().forEach(claims::name);
        }
    }

    private void string(StringValue literal) {
        if (literal.getPrefix() != null) {
            unknown(literal);
        }
        String text = "'" + literal.getValue() + "'";
        clockText(claims.string(text), text);
    }

    /** PostgreSQL reads 'now', 'today' and the like as the clock wherever they meet a date. */
    private void clockText(@Nullable Place place, String literal) {
        if (dialect == Dialect.POSTGRESQL
                && literal.toLowerCase(java.util.Locale.ROOT)
                        .matches("'[^a-z]*(now|today|tomorrow|yesterday)([^a-z].*)?'")) {
            report.add(
                    place,
                    "clock",
                    "%s is the clock where PostgreSQL expects a date".formatted(Report.shown(literal)),
                    "Write the date itself; for a text that begins so, compare with 'no' || 'w' or in the class");
        }
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
                walk(e.getLeftExpression());
                walk(e.getRightExpression());
            }
            case AnyComparisonExpression e -> selects.select(e.getSelect());
            case CaseExpression e -> {
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
            case CastExpression e -> cast(e);
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
                claims.name(e.getCollate());
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

    private void cast(CastExpression cast) {
        boolean plain = cast.keyword == null || cast.keyword.isEmpty() || cast.keyword.equalsIgnoreCase("cast");
        if (!plain || cast.getFormat() != null || cast.getColDataType() == null) {
            unknown(cast);
            return;
        }
        walk(cast.getLeftExpression());
        type(cast.getColDataType());
        functions.clockInPieces(cast.getLeftExpression());
    }

    private void type(ColDataType type) {
        String[] parts = type.getDataType().split("\\(", 2);
        String name = parts[0].trim();
        Place place = claims.words(name);
        if (parts.length == 2) {
            for (String argument : parts[1].replace(")", "").split(",")) {
                claims.number(argument.trim());
            }
        }
        if (type.getArgumentsStringList() != null) {
            type.getArgumentsStringList().forEach(claims::number);
        }
        if (!SqlVocabulary.of(dialect).isType(name.replaceAll("\\s+", " ")) || type.getCharacterSet() != null) {
            report.add(
                    place,
                    "type",
                    "A cast to '%s' is not among the plain types".formatted(Report.shown(type.toString())),
                    "Cast to text, numeric, date or another plain type, or leave the cast out");
        }
    }
}
