package dev.wharf.explain;

import java.util.List;
import java.util.Locale;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import org.jspecify.annotations.Nullable;

/** What an extract reads, as far as it can be told without a database. */
final class ExtractWords {

    /** A longer condition tells nobody more than where to find it. */
    private static final int MAX_CONDITION = 100;

    private ExtractWords() {}

    /** Such as {@code all rows of users}. */
    static String of(String sql, String file) {
        Statement statement;
        try {
            statement = CCJSqlParserUtil.parse(sql.strip().replaceFirst(";\\s*$", ""));
        } catch (JSQLParserException | RuntimeException e) {
            return "what " + file + " selects";
        }
        if (!(statement instanceof PlainSelect select)
                || !(select.getFromItem() instanceof Table from)
                || select.getGroupBy() != null
                || select.getDistinct() != null) {
            return "what " + file + " puts together";
        }
        String table = bare(from.getFullyQualifiedName());
        boolean joined = select.getJoins() != null && !select.getJoins().isEmpty();
        String with = joined ? ", joined with " + String.join(", ", select.getJoins().stream()
                .map(j -> j.getFromItem() instanceof Table other ? bare(other.getFullyQualifiedName()) : "a subquery").toList()) : "";
        if (select.getWhere() == null) {
            return "all rows of " + table + with;
        }
        String comment = comment(sql);
        if (comment != null) {
            return comment.toLowerCase(Locale.ROOT).startsWith("rows of ")
                    ? "the " + Character.toLowerCase(comment.charAt(0)) + comment.substring(1) + with
                    : "rows of " + table + with + " (" + comment + ")";
        }
        String referred = referred(select.getWhere());
        if (referred != null) {
            return "the rows of " + table + with + " that " + referred + " refers to";
        }
        String condition = select.getWhere().toString();
        return "the rows of " + table + with + (condition.length() <= MAX_CONDITION && !condition.contains("SELECT ")
                ? " that meet the condition " + unwrapped(condition)
                : " that meet a condition, which " + file + " holds");
    }

    /** The lines with which the text begins and that are comments. */
    private static @Nullable String comment(String sql) {
        List<String> lines = sql.strip().lines().takeWhile(l -> l.startsWith("--")).map(l -> l.substring(2).strip()).toList();
        String text = String.join(" ", lines).strip();
        String plain = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        return plain.isEmpty() ? null : plain;
    }

    /** {@code users.office_id} of {@code id IN (SELECT office_id FROM users …)}; null of any other condition. */
    private static @Nullable String referred(Expression where) {
        boolean single = where instanceof InExpression in
                && !in.isNot()
                && in.getLeftExpression() instanceof Column
                && in.getRightExpression() instanceof ParenthesedSelect inner
                && inner.getSelect() instanceof PlainSelect select
                && select.getFromItem() instanceof Table
                && select.getSelectItems().size() == 1
                && select.getSelectItems().getFirst().getExpression() instanceof Column;
        if (!single) {
            return null;
        }
        PlainSelect select = (PlainSelect) ((ParenthesedSelect) ((InExpression) where).getRightExpression()).getSelect();
        String column = ((Column) select.getSelectItems().getFirst().getExpression()).getColumnName();
        return bare(((Table) select.getFromItem()).getFullyQualifiedName()) + "." + bare(column);
    }

    private static String unwrapped(String condition) {
        boolean wrapped = condition.startsWith("(") && condition.endsWith(")") && condition.indexOf(')') == condition.length() - 1;
        return wrapped ? condition.substring(1, condition.length() - 1) : condition;
    }

    private static String bare(String name) {
        return name.replace("\"", "");
    }
}
