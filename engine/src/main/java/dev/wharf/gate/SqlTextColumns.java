package dev.wharf.gate;

import dev.wharf.gate.Report.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import net.sf.jsqlparser.expression.BinaryExpression;
import net.sf.jsqlparser.expression.CaseExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.StringValue;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExpressionList;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.IsDistinctExpression;
import net.sf.jsqlparser.expression.operators.relational.NotEqualsTo;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.SelectItem;
import org.jspecify.annotations.Nullable;

/**
 * Which literals are compared with a column that is surely a text, so that PostgreSQL reads no date in them: every column of
 * that name in the source is one, and the extract gives the name to nothing else, neither itself nor by a way in which
 * PostgreSQL names what has no name.
 */
final class SqlTextColumns {

    /** Names that PostgreSQL gives to expressions and that stand in no text: of types, of AT TIME ZONE, of VALUES. */
    private static final Set<String> GIVEN = Set.of("timezone", "timestamptz", "timetz", "timestamp", "time", "date", "interval");

    private final Set<String> texts;
    private final Map<Expression, String> beside = new IdentityHashMap<>();
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<Left> left = new ArrayList<>();

    /** How many select items without a name the walk is in. */
    private int nameless;

    /** A literal that is a text if its column is. */
    private record Left(String column, @Nullable Place place, String literal) {}

    /** @param texts names of columns in lower case */
    SqlTextColumns(Set<String> texts) {
        this.texts = texts;
    }

    void compared(BinaryExpression binary) {
        if (binary instanceof EqualsTo || binary instanceof NotEqualsTo || binary instanceof IsDistinctExpression) {
            pair(binary.getLeftExpression(), binary.getRightExpression());
            pair(binary.getRightExpression(), binary.getLeftExpression());
        }
    }

    void among(InExpression in) {
        if (in.getRightExpression() instanceof ExpressionList<?> list) {
            list.forEach(item -> pair(in.getLeftExpression(), item));
        }
    }

    void chosen(CaseExpression choice) {
        choice.getWhenClauses().forEach(when -> pair(choice.getSwitchExpression(), when.getWhenExpression()));
    }

    private void pair(@Nullable Expression one, @Nullable Expression other) {
        if (one instanceof Column column && column.getArrayConstructor() == null && other instanceof StringValue) {
            String name = SqlSelectWalk.plain(column.getColumnName());
            if (texts.contains(name) && !GIVEN.contains(name) && !name.matches("column\\d+")) {
                beside.put(other, name);
            }
        }
    }

    /**
     * Walks an item of a select list. PostgreSQL gives one without a name that of a column in it: {@code body::date} is called
     * body, and so a CASE by its ELSE and a subquery by its column. Every column within is taken for such a name, though few are.
     */
    void selected(SelectItem<?> item, Runnable walk) {
        boolean plain = item.getExpression() instanceof Column column && column.getArrayConstructor() == null;
        int more = item.getAlias() == null && !plain ? 1 : 0;
        nameless += more;
        walk.run();
        nameless -= more;
    }

    /** Takes note of a column. */
    void column(Column column) {
        if (nameless == 0) {
            columns.merge(SqlSelectWalk.plain(column.getColumnName()), 1, Integer::sum);
        }
    }

    /** Whether a literal stands beside such a column; then it is judged at the end, when all uses of the name are known. */
    boolean waits(StringValue literal, @Nullable Place place, String text) {
        String column = beside.get(literal);
        if (column == null) {
            return false;
        }
        left.add(new Left(column, place, text));
        return true;
    }

    /** Judges what waited: a name that stands for anything but a column may be that of a date. */
    void settle(List<SqlToken> tokens, SqlClockRules clocks) {
        for (Left waiting : left) {
            long named = tokens.stream()
                    .filter(token -> token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.QUOTED)
                    .filter(token -> SqlSelectWalk.plain(token.text()).toLowerCase(Locale.ROOT).equals(waiting.column()))
                    .count();
            if (named != columns.getOrDefault(waiting.column(), 0)) {
                clocks.literal(waiting.place(), waiting.literal());
            }
        }
    }
}
