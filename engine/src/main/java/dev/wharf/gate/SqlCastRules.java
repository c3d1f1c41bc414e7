package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.Report.Place;
import java.util.List;
import net.sf.jsqlparser.expression.CastExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.statement.create.table.ColDataType;

/** Casts go to plain types, and make no date of what may be the clock. */
final class SqlCastRules {

    private final Dialect dialect;
    private final Report report;
    private final SqlClaims claims;
    private final SqlExpressionWalk expressions;
    private final SqlClockRules clocks;

    SqlCastRules(Dialect dialect, Report report, SqlClaims claims, SqlExpressionWalk expressions, SqlClockRules clocks) {
        this.dialect = dialect;
        this.report = report;
        this.claims = claims;
        this.expressions = expressions;
        this.clocks = clocks;
    }

    void cast(CastExpression cast) {
        boolean plain = cast.keyword == null || cast.keyword.isEmpty() || cast.keyword.equalsIgnoreCase("cast");
        if (!plain || cast.getFormat() != null || cast.getColDataType() == null) {
            expressions.unknown(cast);
            return;
        }
        expressions.walk(cast.getLeftExpression());
        type(cast.getColDataType(), List.of(cast.getLeftExpression()));
    }

    /** The type of a column that a JSON value is taken apart to, which is a cast of the value's parts. */
    void column(ColDataType type, List<Expression> from) {
        type(type, from);
    }

    private void type(ColDataType type, List<Expression> operands) {
        String[] parts = type.getDataType().split("\\(", 2);
        String name = parts[0].trim();
        if (dialect == Dialect.POSTGRESQL && name.matches("(?i)(date|time).*")) {
            operands.forEach(clocks::pieces);
        }
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
