package dev.wharf.database.postgresql;

import dev.wharf.catalog.Check;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.Column.Generated;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableKind;
import dev.wharf.catalog.TableKinds;
import dev.wharf.catalog.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the schema from pg_catalog, all of it in one transaction, so that its parts fit together. The audit tables, the
 * system's schemas and what belongs to an extension are left out, and so are partitions, which their parent stands for.
 */
final class PostgresSurvey {

    private static final String RELATIONS =
            """
            SELECT c.oid::bigint, CASE n.nspname WHEN 'public' THEN NULL ELSE n.nspname END, c.relname, c.relkind::text,
                   pg_catalog.obj_description(c.oid, 'pg_class')
            FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition AND c.relpersistence <> 't'
              AND n.nspname NOT IN ('information_schema', 'wharf') AND n.nspname !~ '^pg_'
              AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass
                                AND d.objid = c.oid AND d.deptype = 'e')
            """;

    /** A default that calls nextval numbers the column, whether the sequence belongs to it or not. */
    private static final String COLUMNS =
            """
            SELECT a.attrelid::bigint, a.attname, a.atttypid::bigint, a.atttypmod,
                   pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity::text, a.attgenerated::text,
                   pg_catalog.pg_get_expr(d.adbin, d.adrelid), pg_catalog.col_description(a.attrelid, a.attnum)
            FROM pg_catalog.pg_attribute a
            LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
            WHERE a.attnum > 0 AND NOT a.attisdropped
            ORDER BY a.attrelid, a.attnum
            """;

    private record Relation(long oid, TableName name, char kind, @Nullable String comment) {}

    /** A column and what its domain demands of it. */
    private record SurveyedColumn(Column column, List<Check> checks) {}

    private final Connection connection;

    private PostgresSurvey(Connection connection) {
        this.connection = connection;
    }

    /** @param connection read-only, REPEATABLE READ, in auto-commit; its transaction is ended by a rollback */
    static Schema read(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            return new PostgresSurvey(connection).schema();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    private Schema schema() throws SQLException {
        Map<Long, Relation> relations = relations();
        Map<Long, List<SurveyedColumn>> columns = columns(relations, PostgresTypeCatalog.read(connection));
        PostgresConstraints constraints = PostgresConstraints.read(connection);
        PostgresRows rows = new PostgresRows(connection);
        List<Table> tables = new ArrayList<>();
        for (Relation relation : relations.values()) {
            tables.add(table(relation, columns.getOrDefault(relation.oid(), List.of()), constraints, rows));
        }
        tables.sort(Comparator.comparing(Table::name));
        return new Schema(Dialect.POSTGRESQL, tables);
    }

    private static Table table(
            Relation relation, List<SurveyedColumn> surveyed, PostgresConstraints constraints, PostgresRows rows)
            throws SQLException {
        long oid = relation.oid();
        List<Column> columns = surveyed.stream().map(SurveyedColumn::column).toList();
        List<Check> checks = new ArrayList<>(constraints.checks(oid));
        surveyed.forEach(c -> checks.addAll(c.checks()));
        boolean view = relation.kind() == 'v' || relation.kind() == 'm';
        long count = rows.count(oid, relation.name(), relation.kind());
        return new Table(
                relation.name(),
                view ? TableKind.VIEW : TableKinds.of(count, columns, constraints.foreignKeys(oid)),
                count,
                columns,
                constraints.primaryKey(oid),
                constraints.uniqueKeys(oid),
                constraints.foreignKeys(oid),
                checks,
                constraints.triggers(oid),
                relation.comment());
    }

    private Map<Long, Relation> relations() throws SQLException {
        Map<Long, Relation> relations = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(RELATIONS)) {
            while (rows.next()) {
                relations.put(rows.getLong(1), new Relation(
                        rows.getLong(1),
                        new TableName(rows.getString(2), rows.getString(3)),
                        rows.getString(4).charAt(0),
                        rows.getString(5)));
            }
        }
        return relations;
    }

    private Map<Long, List<SurveyedColumn>> columns(Map<Long, Relation> relations, PostgresTypeCatalog types)
            throws SQLException {
        Map<Long, List<SurveyedColumn>> columns = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(COLUMNS)) {
            while (rows.next()) {
                if (relations.containsKey(rows.getLong(1))) {
                    columns.computeIfAbsent(rows.getLong(1), t -> new ArrayList<>()).add(column(rows, types));
                }
            }
        }
        return columns;
    }

    private static SurveyedColumn column(ResultSet row, PostgresTypeCatalog types) throws SQLException {
        String name = row.getString(2);
        long type = row.getLong(3);
        String expression = row.getString(9);
        Generated generated = generated(row.getString(7), row.getString(8), expression);
        return new SurveyedColumn(
                new Column(
                        name,
                        types.of(type, row.getInt(4), row.getString(5)),
                        !row.getBoolean(6) && !types.refusesNull(type),
                        expression == null ? types.defaultOf(type) : expression,
                        generated,
                        row.getString(10)),
                types.checksOf(type, name));
    }

    private static Generated generated(String identity, String generated, @Nullable String expression) {
        if (!generated.isEmpty()) {
            return Generated.COMPUTED;
        }
        return switch (identity) {
            case "a" -> Generated.ALWAYS_IDENTITY;
            case "d" -> Generated.BY_DEFAULT;
            default -> expression != null && expression.startsWith("nextval(") ? Generated.BY_DEFAULT : Generated.NO;
        };
    }
}
