package dev.wharf.database.postgresql;

import dev.wharf.catalog.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import tools.jackson.databind.json.JsonMapper;

/**
 * How many rows a table has: counted where the planner expects few, else what it expects. The planner knows the present size
 * of the table's file, so it is near even where nobody ever ran ANALYZE.
 */
final class PostgresRows {

    private static final long COUNTED = 100_000;
    private static final long NOT_KNOWN = -1;

    private final Connection connection;

    PostgresRows(Connection connection) {
        this.connection = connection;
    }

    /** -1 for views, which may cost anything, for foreign tables, and where the role may not read the table. */
    long count(long oid, TableName table, char kind) throws SQLException {
        if (kind == 'v' || kind == 'f' || !mayRead(oid)) {
            return NOT_KNOWN;
        }
        String name = PostgresSql.name(table);
        long expected = expected(name);
        return expected < COUNTED ? number("SELECT count(*) FROM " + name) : expected;
    }

    /** A materialized view that was never filled cannot be read either. */
    private boolean mayRead(long oid) throws SQLException {
        return number("SELECT CASE WHEN c.relispopulated AND has_schema_privilege(c.relnamespace, 'USAGE')"
                + " AND has_table_privilege(c.oid, 'SELECT') THEN 1 ELSE 0 END FROM pg_catalog.pg_class c WHERE c.oid = " + oid)
                == 1;
    }

    private long expected(String name) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("EXPLAIN (FORMAT JSON) SELECT FROM " + name)) {
            row.next();
            return JsonMapper.shared().readTree(row.getString(1)).path(0).path("Plan").path("Plan Rows").asLong();
        }
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
