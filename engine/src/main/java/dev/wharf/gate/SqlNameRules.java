package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import dev.wharf.gate.Report.Place;
import net.sf.jsqlparser.expression.CollateExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.schema.Table;
import org.jspecify.annotations.Nullable;

/** The names that expressions read: no word of the database's own, no column of its keeping, no collation but its own. */
final class SqlNameRules {

    private final Dialect dialect;
    private final Report report;
    private final SqlClaims claims;

    SqlNameRules(Dialect dialect, Report report, SqlClaims claims) {
        this.dialect = dialect;
        this.report = report;
        this.claims = claims;
    }

    void column(Column column) {
        table(column.getTable());
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
        systemColumn(place, name);
    }

    /** A column that is taken out of a row. */
    void part(String name) {
        systemColumn(claims.name(name), name);
    }

    void table(@Nullable Table table) {
        if (table != null) {
            table.getNameParts().forEach(claims::name);
        }
    }

    void collation(CollateExpression node) {
        String[] parts = node.getCollate().split("[.](?=[^\"]*(\"[^\"]*\"[^\"]*)*$)");
        Place place = null;
        for (String part : parts) {
            place = claims.name(part.trim());
        }
        boolean own = parts.length > 2 || parts.length == 2 && !SqlSelectWalk.plain(parts[0]).equals("pg_catalog");
        if (own || !SqlRelations.isPlainCollation(dialect, SqlSelectWalk.plain(parts[parts.length - 1]))) {
            report.add(
                    place,
                    "collation",
                    "The collation %s is not one that the database brings".formatted(Report.shown(node.getCollate())),
                    dialect == Dialect.SQLITE ? "Use BINARY, NOCASE or RTRIM" : "Use \"C\" or leave COLLATE out");
        }
    }

    private void systemColumn(@Nullable Place place, String name) {
        if (SqlRelations.isSystemColumn(dialect, SqlSelectWalk.plain(name))) {
            report.add(
                    place,
                    "system-column",
                    "'%s' tells where a row lies, which changes without the row".formatted(SqlSelectWalk.plain(name)),
                    "Read columns of the data; as a key take the table's own");
        }
    }
}
