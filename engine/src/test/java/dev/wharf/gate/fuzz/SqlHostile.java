package dev.wharf.gate.fuzz;

import dev.wharf.catalog.Dialect;
import java.util.List;

/** Pieces of SQL that do something, or tell something that is no data. Nothing here harms a test server. */
final class SqlHostile {

    private static final List<String> POSTGRESQL_CALLS = List.of(
            "wharf_touch()", "public.wharf_touch()", "\"wharf_touch\"()", "WHARF_TOUCH()", "wharf_touch ( )", "nextval('s')", "setval('s', 7)",
            "pg_advisory_lock(77)", "pg_try_advisory_lock_shared(78)", "set_config('application_name', 'x', false)", "pg_notify('c', 'x')",
            "lo_create(0)", "lo_from_bytea(0, 'x')", "txid_current()", "pg_current_xact_id()", "pg_sleep(0.01)", "pg_catalog.pg_sleep(0.01)",
            "pg_read_file('PG_VERSION')", "current_setting('port')", "random()", "gen_random_uuid()", "clock_timestamp()", "now()",
            "current_user", "session_user", "current_timestamp", "current_date", "localtime", "version()", "pg_backend_pid()",
            "pg_terminate_backend(0)", "query_to_xml('SELECT nextval(''s'')', true, true, '')", "dblink('x', 'y')", "repeat('x', 10)",
            "pg_logical_emit_message(true, 'a', 'b')", "setseed(0.5)", "pg_stat_reset()", "inet_server_addr()", "to_regclass('items')",
            "has_table_privilege('items', 'SELECT')", "'items'::regclass", "CAST('items' AS regclass)", "(SELECT wharf_touch())",
            "age(c.created_at)", "'now'::timestamptz", "('n' || 'ow')::date", "timestamp 'now'",
            "E'\\'' || nextval('s') || ''", "lpad('x', 100000000)", "U&'\\0061'", "(c).wharf_touch", "currval('s')", "lastval()",
            "(TABLE items)", "xmlforest(wharf_touch())", "array_agg(wharf_touch())", "coalesce(VARIADIC ARRAY[wharf_touch()])",
            "json_value('{}', '$')", "wharf_touch() OVER ()", "max(wharf_touch()) FILTER (WHERE true)");

    private static final List<String> SQLITE_CALLS = List.of(
            "load_extension('x')", "random()", "randomblob(4)", "zeroblob(900000000)", "last_insert_rowid()", "changes()", "total_changes()",
            "sqlite_version()", "sqlite_source_id()", "current_timestamp", "current_date", "date('now')", "datetime()", "strftime('%s', 'now')",
            "julianday('n' || 'ow')", "date('now', 'localtime')", "sqlite_compileoption_get(1)", "readfile('/etc/hostname')",
            "writefile('x', 'y')", "edit('x')", "fts3_tokenizer('x')", "printf('%1000000000d', 1)", "\"random\"()", "[random]()", "`random`()",
            "(SELECT random())", "hex(randomblob(3))", "RANDOM ( )", "eval('x')", "(SELECT max(name) FROM sqlite_master)", "rtreecheck('x')",
            "unlikely(random())", "likelihood(1, 0.5)", "sum(1) FILTER (WHERE random() > 0)", "max(random()) OVER ()", "soundex('x')");

    private static final List<String> POSTGRESQL_SOURCES = List.of(
            "pg_class", "pg_catalog.pg_settings", "information_schema.tables", "generate_series(1, 2)", "wharf_touch()",
            "pg_ls_dir('.')", "ROWS FROM (wharf_touch())", "items TABLESAMPLE SYSTEM (50)", "ONLY items", "(DELETE FROM items RETURNING *)",
            "LATERAL wharf_touch()", "\"pg_class\"", "xmltable('/a' PASSING '<a/>' COLUMNS b text)", "s", "wharf.migration_runs");

    private static final List<String> SQLITE_SOURCES = List.of(
            "sqlite_master", "pragma_user_version", "pragma_user_version()", "main.sqlite_schema", "\"sqlite_master\"", "generate_series(1, 9)",
            "pragma_table_info('items')", "dbstat", "temp.sqlite_temp_master", "bytecode('SELECT 1')", "sqlite_temp_schema", "pragma_database_list");

    private static final List<String> TAILS = List.of(
            "; DROP TABLE items", ";DELETE FROM items", "; SELECT 1", "; COMMIT; DELETE FROM items", " FOR UPDATE", " FOR SHARE OF c", " INTO newer",
            " LIMIT 1", " LIMIT (SELECT nextval('s'))", " OFFSET 1", " FETCH FIRST 1 ROW ONLY", " --", " /*", ") x; DELETE FROM items; --",
            ") s, (SELECT 1", " WINDOW w AS (ORDER BY wharf_touch())", " UNION SELECT 1, wharf_touch(), '', 1", " ORDER BY random()",
            " RETURNING id", "; ATTACH DATABASE 'x.db' AS y", "; PRAGMA user_version = 9", "; VACUUM INTO 'y.db'", "\\gexec", "; --", " $$", " '");

    private static final List<String> HEADS = List.of(
            "WITH d AS (DELETE FROM items RETURNING id) ", "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) ", "EXPLAIN ANALYZE ",
            "CREATE TABLE z AS ", "DECLARE c9 CURSOR WITH HOLD FOR ", "PREPARE p9 AS ", "INSERT INTO items ", "COPY (", "BEGIN; ", "SET ROLE postgres; ",
            "LISTEN c; ", "NOTIFY c; ", "CREATE TEMP VIEW v9 AS ", "ATTACH DATABASE 'x.db' AS y; ", "PRAGMA user_version = 7; ", "REPLACE INTO items ",
            "WITH d AS MATERIALIZED (INSERT INTO items VALUES (9, 'z') RETURNING id) ", "DO $$ BEGIN PERFORM wharf_touch(); END $$; ", "/*! */ ", ";");

    private SqlHostile() {}

    static List<String> calls(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? POSTGRESQL_CALLS : SQLITE_CALLS;
    }

    static List<String> sources(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? POSTGRESQL_SOURCES : SQLITE_SOURCES;
    }

    static List<String> tails() {
        return TAILS;
    }

    static List<String> heads() {
        return HEADS;
    }
}
