package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.Report.Place;
import dev.wharf.gate.SqlVocabulary.Callable;
import dev.wharf.gate.SqlVocabulary.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.LongValue;
import net.sf.jsqlparser.expression.OracleNamedFunctionParameter;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.WindowDefinition;
import net.sf.jsqlparser.expression.WindowElement;
import net.sf.jsqlparser.expression.WindowOffset;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Which function may be called, and how; the list is {@link SqlVocabulary}'s, with the plan's own names added. */
final class SqlFunctionRules {

    static final String NEVER = "Write a fixed literal, or leave the column to a default of the target: the source's clock, randomness"
            + " or session cannot be part of an extract, which gives the same rows whenever it is read";

    private final SqlVocabulary vocabulary;
    private final Report report;
    private final SqlClaims claims;
    private final Set<String> extra = new HashSet<>();
    private final SqlExpressionWalk expressions;
    private final SqlSelectWalk selects;
    private final SqlClockRules clocks;
    /** Whether a window of the WINDOW clauses has an order. */
    /** Which argument is put into a text as many times as there is a place for it. */
    private static final Map<String, Integer> FILLERS = Map.of(
            "replace", 3, "regexp_replace", 3, "array_to_string", 2, "concat_ws", 1, "string_agg", 2, "group_concat", 2);

    private final Map<String, Boolean> ordered = new HashMap<>();

    SqlFunctionRules(
            Dialect dialect,
            Report report,
            SqlClaims claims,
            Set<String> extraFunctions,
            SqlExpressionWalk expressions,
            SqlSelectWalk selects) {
        this.vocabulary = SqlVocabulary.of(dialect);
        this.report = report;
        this.claims = claims;
        this.expressions = expressions;
        this.selects = selects;
        this.clocks = new SqlClockRules(dialect, report, claims);
        extraFunctions.forEach(name -> extra.add(name.toLowerCase(Locale.ROOT)));
    }

    void function(Function function) {
        called(function, false);
    }

    void tableFunction(Function function) {
        called(function, true);
    }

    private void called(Function function, boolean inFrom) {
        boolean odd = function.getClass() != Function.class
                || function.getMultipartName() == null
                || function.getKeep() != null
                || function.getAttribute() != null
                || function.isEscaped()
                || function.getLimit() != null
                || function.getHavingClause() != null
                || function.getChainedParameters() != null;
        if (odd) {
            expressions.unknown(function);
            return;
        }
        Place place = null;
        for (String part : function.getMultipartName()) {
            Place claimed = claims.name(part);
            place = place == null ? claimed : place;
        }
        if (arrayOfRows(function)) {
            return;
        }
        List<Expression> arguments = arguments(function);
        arguments.forEach(expressions::walk);
        Callable callable = vocabulary.callable(function.getName());
        if (byName(function) && (callable == null || callable.isPlaced() || FILLERS.containsKey(callable.name()))) {
            refuse(
                    place,
                    "function",
                    "%s takes its arguments by their places here, not by names".formatted(Report.shown(function.getName())),
                    "Leave the names out and keep the order of the documentation");
        }
        selects.orderBy(function.getOrderByElements());
        boolean ordered = SqlOrderRules.orders(function.getOrderByElements());
        check(function.getName(), place, arguments, ordered, inFrom ? Role.TABLE : Role.SCALAR);
    }

    /** ARRAY(SELECT … ORDER BY …), which is read as a call whose one argument is a SELECT without brackets. */
    private boolean arrayOfRows(Function function) {
        boolean array = function.getName().equalsIgnoreCase("array")
                && function.getParameters() != null
                && function.getParameters().size() == 1
                && function.getParameters().getFirst() instanceof Select;
        if (array) {
            Select rows = (Select) function.getParameters().getFirst();
            selects.select(rows);
            if (!SqlOrderRules.orders(rows.getOrderByElements())) {
                refuse(
                        claims.at(function),
                        "not-deterministic",
                        "What ARRAY(SELECT …) gives depends on the order of rows, and none is given",
                        "Write ORDER BY within its brackets");
            }
        }
        return array;
    }

    List<Expression> takesApart(Function function) {
        Callable callable = function.getName() == null ? null : vocabulary.callable(function.getName());
        return callable != null && callable.record() ? arguments(function) : List.of();
    }

    private List<Expression> arguments(Function function) {
        List<Expression> arguments = new ArrayList<>();
        if (function.getParameters() != null) {
            function.getParameters().forEach(argument -> arguments.add(value(argument)));
        }
        if (function.getNamedParameters() != null) {
            arguments.addAll(function.getNamedParameters());
            for (String name : function.getNamedParameters().getNames()) {
                if (!name.isEmpty() && !SqlClaims.shape(name)) {
                    claims.name(name);
                }
            }
        }
        return arguments;
    }

    /** The value of an argument that is given by its name. */
    private Expression value(Expression argument) {
        if (argument instanceof OracleNamedFunctionParameter named) {
            claims.name(named.getName());
            return named.getExpression();
        }
        return argument;
    }

    private static boolean byName(Function function) {
        return function.getParameters() != null
                && function.getParameters().stream().anyMatch(OracleNamedFunctionParameter.class::isInstance);
    }

    void analytic(AnalyticExpression call) {
        Place place = claims.name(call.getName());
        List<Expression> arguments = new ArrayList<>();
        for (Expression argument : new Expression[] {call.getExpression(), call.getOffset(), call.getDefaultValue()}) {
            if (argument != null) {
                arguments.add(argument);
                expressions.walk(argument);
            }
        }
        expressions.walk(call.getFilterExpression());
        selects.orderBy(call.getFuncOrderBy());
        if (call.getKeep() != null || call.getLimit() != null || call.getHavingClause() != null) {
            expressions.unknown(call);
        }
        boolean ordered = SqlOrderRules.orders(call.getFuncOrderBy()) || SqlOrderRules.orders(call.getOrderByElements());
        switch (call.getType()) {
            case OVER -> {
                if (call.getWindowName() != null) {
                    claims.name(call.getWindowName());
                    ordered |= this.ordered.getOrDefault(SqlSelectWalk.plain(call.getWindowName()), false);
                } else if (call.getWindowDefinition() != null) {
                    window(call.getWindowDefinition());
                    ordered |= SqlOrderRules.orders(call.getWindowDefinition().getOrderByElements());
                } else {
                    walkWindow(call.getPartitionExpressionList(), call.getOrderByElements(), call.getWindowElement());
                }
            }
            case FILTER_ONLY -> {}
            case WITHIN_GROUP -> selects.orderBy(call.getOrderByElements());
            default -> expressions.unknown(call);
        }
        check(call.getName(), place, arguments, ordered, Role.WINDOW);
    }

    /** Where two windows of a text have one name, it counts as ordered only if both are. */
    void announce(WindowDefinition window) {
        ordered.merge(
                SqlSelectWalk.plain(window.getWindowName()),
                SqlOrderRules.orders(window.getOrderByElements()),
                Boolean::logicalAnd);
    }

    void window(@Nullable WindowDefinition window) {
        if (window != null) {
            walkWindow(window.getPartitionExpressionList(), window.getOrderByElements(), window.getWindowElement());
        }
    }

    private void walkWindow(
            @Nullable ExpressionList<?> partition,
            @Nullable List<net.sf.jsqlparser.statement.select.OrderByElement> order,
            @Nullable WindowElement element) {
        if (partition != null) {
            partition.forEach(expressions::walk);
        }
        selects.orderBy(order);
        if (element != null) {
            offset(element.getOffset());
            if (element.getRange() != null) {
                offset(element.getRange().getStart());
                offset(element.getRange().getEnd());
            }
        }
    }

    private void offset(@Nullable WindowOffset offset) {
        if (offset != null) {
            expressions.walk(offset.getExpression());
        }
    }

    private void check(String name, @Nullable Place place, List<Expression> arguments, boolean ordered, Role standing) {
        if (vocabulary.isNever(name)) {
            refuse(
                    place,
                    "function",
                    "'%s' is of the clock, of chance, of the session or of what is outside the tables".formatted(Report.shown(name)),
                    NEVER);
            return;
        }
        Callable callable = vocabulary.callable(name);
        boolean clock = callable != null && callable.clock();
        if (extra.contains(name.toLowerCase(Locale.ROOT)) && !clock) {
            return;
        }
        // A function that gives rows may stand in a select list too; PostgreSQL itself refuses it elsewhere.
        if (callable == null || standing == Role.TABLE && callable.role() != Role.TABLE) {
            report.add(
                    place,
                    "function",
                    "'%s' is not among the functions that an extract may call%s"
                            .formatted(Report.shown(name), standing == Role.TABLE ? " in FROM" : ""),
                    "Compute the value in the class, or add the name to the plan's sqlFunctions if it only reads its arguments");
            return;
        }
        if (callable.role() == Role.WINDOW && standing == Role.SCALAR) {
            refuse(place, "function", name + " needs OVER (…)", "Write %s(…) OVER (ORDER BY …)".formatted(name));
        } else if (callable.record() && standing != Role.TABLE) {
            refuse(place, "function", name + " gives rows whose columns have to be told", "Write FROM t, %s(t.a) AS x(b int, c text)".formatted(name));
        } else if (arguments.size() < callable.least() || arguments.size() > callable.most()) {
            refuse(
                    place,
                    "function",
                    "%s takes %s here, not %d".formatted(name, arity(callable), arguments.size()),
                    "Give it the arguments that the guard's list names");
        } else if (callable.ordered() && !ordered) {
            refuse(
                    place,
                    "not-deterministic",
                    "What %s gives depends on the order of rows, and none is given".formatted(name),
                    callable.role() == Role.WINDOW
                            ? "Write OVER (… ORDER BY something unique)"
                            : "Write ORDER BY within its brackets");
        }
        checkArguments(callable, place, arguments);
    }

    private void checkArguments(Callable callable, @Nullable Place place, List<Expression> arguments) {
        if (callable.bounded() > 0 && arguments.size() >= callable.bounded()) {
            boolean small = arguments.get(callable.bounded() - 1) instanceof LongValue length
                    && length.getBigIntegerValue().bitLength() < 31
                    && length.getValue() <= SqlVocabulary.BOUND;
            if (!small) {
                refuse(
                        place,
                        "size",
                        "The length that %s makes is no number up to %d".formatted(callable.name(), SqlVocabulary.BOUND),
                        "Write the length as a number");
            }
        }
        int filler = FILLERS.getOrDefault(callable.name(), 0);
        if (filler > 0 && arguments.size() >= filler && new SqlGrowth().in(arguments.get(filler - 1))) {
            refuse(
                    place,
                    "size",
                    "%s puts a text many times that is padded or replaced itself, which may grow to a gigabyte".formatted(callable.name()),
                    "Put a literal or a column there, or build the text in the class");
        }
        if (callable.format()) {
            boolean plain = !arguments.isEmpty()
                    && arguments.getFirst() instanceof StringValue format
                    && !format.getValue().matches("(?s).*(\\d{4}|\\*).*");
            if (!plain) {
                refuse(
                        place,
                        "size",
                        "The format of %s is not a text that is written out, with widths under 1000".formatted(callable.name()),
                        "Write the format as a text, or join with ||");
            }
        }
        if (callable.clock()) {
            arguments.forEach(clocks::pieces);
        }
    }

    private static String arity(Callable callable) {
        return callable.least() == callable.most()
                ? callable.least() + " arguments"
                : callable.least() + " to " + callable.most() + " arguments";
    }

    private void refuse(@Nullable Place place, String rule, String message, String next) {
        report.add(place, rule, message, next);
    }
}
