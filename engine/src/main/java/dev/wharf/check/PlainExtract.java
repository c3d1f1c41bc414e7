package dev.wharf.check;

import dev.wharf.catalog.Dialect;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.Statement;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.AllTableColumns;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.SelectItem;

/**
 * An extract that reads one table and no other, row by row: each of its rows is a row of that table, so that the table's
 * keys hold in it too. Everything that is not plainly so is not taken for it.
 */
final class PlainExtract {

    private final String table;
    private final PlainSelect select;

    private PlainExtract(String table, PlainSelect select) {
        this.table = table;
        this.select = select;
    }

    static Optional<PlainExtract> of(String sql, Dialect dialect) {
        Statement statement;
        try {
            statement = CCJSqlParserUtil.parse(sql);
        } catch (JSQLParserException | RuntimeException e) {
            return Optional.empty();
        }
        if (!(statement instanceof PlainSelect select)
                || !(select.getFromItem() instanceof Table from)
                || (select.getJoins() != null && !select.getJoins().isEmpty())
                || (select.getLateralViews() != null && !select.getLateralViews().isEmpty())
                || (select.getWithItemsList() != null && !select.getWithItemsList().isEmpty())
                || select.getGroupBy() != null
                || from.getPivot() != null) {
            return Optional.empty();
        }
        boolean folds = dialect == Dialect.POSTGRESQL;
        String schema = from.getSchemaName() == null ? null : spelled(from.getSchemaName(), folds);
        boolean usual = schema == null || schema.equals(folds ? "public" : "main");
        String name = spelled(from.getName(), folds);
        return Optional.of(new PlainExtract(usual ? name : schema + "." + name, select));
    }

    String table() {
        return table;
    }

    /** Each column of the extract that is plainly a column of the table: its name there → the table's column. */
    Map<String, String> origins(List<String> columns, boolean folds) {
        Map<String, String> origins = new HashMap<>();
        for (SelectItem<?> item : select.getSelectItems()) {
            Expression expression = item.getExpression();
            if (expression instanceof AllTableColumns || expression instanceof AllColumns) {
                columns.forEach(column -> origins.putIfAbsent(column, column));
            } else if (expression instanceof Column column) {
                String written = spelled(column.getColumnName(), folds);
                String real = columns.stream()
                        .filter(c -> folds ? c.equals(written) : c.equalsIgnoreCase(written))
                        .findFirst()
                        .orElse(written);
                // SQLite names a result column as it is written, not as the table spells it; both lead to the same column.
                String alias = item.getAlias() == null ? null : spelled(item.getAlias().getName(), folds);
                origins.putIfAbsent(alias == null ? written : alias, real);
                if (alias == null) {
                    origins.putIfAbsent(real, real);
                }
            }
        }
        return origins;
    }

    private static String spelled(String identifier, boolean folds) {
        boolean quoted = identifier.length() >= 2 && "\"`[".indexOf(identifier.charAt(0)) >= 0;
        if (quoted) {
            return identifier.substring(1, identifier.length() - 1).replace("\"\"", "\"");
        }
        return folds ? identifier.toLowerCase(Locale.ROOT) : identifier;
    }
}
