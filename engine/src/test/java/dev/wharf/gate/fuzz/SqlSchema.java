package dev.wharf.gate.fuzz;

import dev.wharf.catalog.Dialect;
import java.util.List;

/** The tables that generated SQL reads, with a few rows, and what a statement that does more could touch. */
final class SqlSchema {

    private SqlSchema() {}

    static List<String> statements(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> List.of(
                    """
                    CREATE TABLE customers (id int PRIMARY KEY, name text, email text, kind text, "Full Name" text, amount numeric(10,2),
                      created_at timestamptz, parent_id int, tags text[], data jsonb)""",
                    """
                    INSERT INTO customers SELECT n, 'name ' || n, 'a' || n || '@example.org', chr(96 + n % 3), 'Full ' || n, n * 1.25,
                      timestamptz '2021-01-01Z' + n * interval '1 day', n / 2, ARRAY['x', 'y'], '{"a": "b", "list": [{"a": 1}]}'
                      FROM generate_series(1, 6) n""",
                    "CREATE TABLE orders (id int PRIMARY KEY, customer_id int, status text)",
                    "INSERT INTO orders SELECT n, n % 6, chr(96 + n % 3) FROM generate_series(1, 8) n",
                    "CREATE TABLE items (id int PRIMARY KEY, sku text)",
                    "INSERT INTO items VALUES (1, 'a'), (2, 'b')",
                    "CREATE TABLE \"Order Details\" (id int PRIMARY KEY, \"Unit Price\" numeric)",
                    "CREATE TABLE x (id int, a int, b text, name text, data jsonb, arr int[], ts timestamptz)",
                    "CREATE TABLE t (id int, a int, b text, name text, x int, y int, z text, d date, tags text[], group_id int)",
                    "INSERT INTO x VALUES (1, 2, 'b', 'n', '{}', '{1}', '2020-01-01Z')",
                    "INSERT INTO t VALUES (1, 2, 'b', 'n', 1, 2, 'z', '2020-01-01', '{a}', 1)",
                    "CREATE SEQUENCE s",
                    "CREATE FUNCTION wharf_touch() RETURNS text LANGUAGE sql AS 'INSERT INTO items SELECT max(id) + 1, ''z'' FROM items; SELECT ''touched''::text'");
            case SQLITE -> List.of(
                    """
                    CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, email TEXT, kind TEXT, "Full Name" TEXT, amount NUMERIC,
                      created_at TEXT, parent_id INTEGER, tags TEXT, data TEXT)""",
                    """
                    INSERT INTO customers VALUES (1, 'name 1', 'a1@example.org', 'a', 'Full 1', 1.25, '2021-01-01', NULL, 'x', '{"a":"b","list":[1,2]}'),
                      (2, 'name 2', NULL, 'b', 'Full 2', 2.5, '2021-01-02', 1, 'y', '{}'), (3, NULL, 'c@example.org', 'c', NULL, NULL, NULL, 1, NULL, NULL)""",
                    "CREATE TABLE orders (id INTEGER PRIMARY KEY, customer_id INTEGER, status TEXT)",
                    "INSERT INTO orders VALUES (1, 1, 'a'), (2, 1, 'b'), (3, 3, 'c')",
                    "CREATE TABLE items (id INTEGER PRIMARY KEY, sku TEXT)",
                    "INSERT INTO items VALUES (1, 'a'), (2, 'b')",
                    "CREATE TABLE \"Order Details\" (id INTEGER PRIMARY KEY, \"Unit Price\" NUMERIC)",
                    "CREATE TABLE x (id INTEGER, a INTEGER, b TEXT, name TEXT, data TEXT)",
                    "CREATE TABLE t (id INTEGER, a INTEGER, b TEXT, name TEXT, x INTEGER, y INTEGER, z TEXT, created TEXT, group_id INTEGER)",
                    "INSERT INTO x VALUES (1, 2, 'b', 'n', '{}')",
                    "INSERT INTO t VALUES (1, 2, 'b', 'n', 1, 2, 'z', '2020-01-01', 1)");
        };
    }
}
