package dev.wharf.gate.fuzz;

import dev.wharf.catalog.Dialect;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * PostgreSQL as the owner of everything, in a session that may write, with several statements in one text allowed. Whatever
 * writes takes a transaction id or shows in the session's state; what only tells something shows in the text that the
 * server makes of a view over it.
 */
final class PostgresJudge implements SqlJudge {

    private static final int REPEATS = 4;

    private static final String STATE =
            """
            SELECT pg_snapshot_xmax(pg_current_snapshot())::text || ' ' || current_user || ' ' || session_user
              || ' locks ' || (SELECT count(*) FROM pg_locks WHERE locktype = 'advisory')
              || ' sequence ' || (SELECT last_value || ' ' || is_called FROM s)
              || ' channels ' || (SELECT count(*) FROM pg_listening_channels())
              || ' prepared ' || (SELECT count(*) FROM pg_prepared_statements)
              || ' cursors ' || (SELECT count(*) FROM pg_cursors WHERE is_holdable)
              || ' settings ' || (SELECT md5(string_agg(name || '=' || coalesce(setting, ''), ',' ORDER BY name)) FROM pg_settings)""";

    /**
     * What tells of the server, the session, the clock or chance, as the server spells it in a view: calls, words that are
     * calls (it writes those in capitals and quotes names that look like them), tables of the catalog, types that look names up.
     */
    private static final Pattern TELLING = Pattern.compile(
            "\\b(?:pg_\\w+|lo_\\w+|dblink\\w*|wharf_\\w+|txid_\\w+|inet_\\w+|has_\\w+_privilege|current_setting|set_config|nextval|setval|currval"
                    + "|lastval|random\\w*|gen_random_uuid|uuidv7|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday|now|version|setseed|\\w+_to_xml\\w*"
                    + "|generate_series|repeat|to_reg\\w+|ts_stat)\\("
                    + "|\\b(?:XML\\w+|CURRENT_[A-Z]+|SESSION_USER|SYSTEM_USER|LOCALTIME\\w*|TABLESAMPLE)\\b"
                    + "|(?:FROM|JOIN|,)\\s+\\(*(?:pg_\\w+|information_schema)\\b|::reg\\w+");

    /** Texts, and the names that need quotes: no call and no catalog's table does. */
    private static final Pattern QUOTED = Pattern.compile("E?'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"");

    private final PostgresTestDatabase database;
    private final Connection session;
    private String state;

    PostgresJudge() {
        database = PostgresServer.newest().freshDatabase();
        // its workers take transaction ids too
        database.executeAsSuperuser("ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()");
        try {
            Properties properties = new Properties();
            properties.setProperty("user", database.owner());
            properties.setProperty("password", database.password());
            properties.setProperty("preferQueryMode", "simple");
            properties.setProperty("ApplicationName", "fuzz");
            session = DriverManager.getConnection(database.url(), properties);
            for (String sql : SqlSchema.statements(Dialect.POSTGRESQL)) {
                update(sql);
            }
            update("SET statement_timeout = '5s'");
            state = one(STATE);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String judge(String sql) {
        try {
            String raw = run(sql);
            run("SELECT * FROM (\n" + sql + "\n) fuzz_rows");
            watch(sql);
            told(sql);
            return raw;
        } catch (SQLException e) {
            throw new IllegalStateException("the judge itself failed over " + sql, e);
        }
    }

    private String run(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.setEscapeProcessing(false);
            boolean rows = statement.execute(sql);
            int results = 0;
            while (rows || statement.getUpdateCount() >= 0) {
                if (!rows) {
                    throw new Escape("a statement that gives no rows ran");
                }
                results++;
                rows = statement.getMoreResults();
            }
            if (results != 1) {
                throw new Escape(results + " results came of one text");
            }
            return "ran";
        } catch (SQLException e) {
            return "server said " + e.getSQLState();
        }
    }

    /** A worker of the server that is still at work may take a transaction id too, so what changed must change again. */
    private void watch(String sql) throws SQLException {
        String before = state;
        state = one(STATE);
        for (int again = 0; !state.equals(before); again++) {
            if (again == REPEATS) {
                throw new Escape("the server changed from [" + before + "] to [" + state + "]");
            }
            before = state;
            run(sql);
            state = one(STATE);
        }
    }

    private void told(String sql) throws SQLException {
        update("BEGIN");
        try {
            update("CREATE TEMP VIEW fuzz_view AS SELECT count(*) FROM (\n" + sql + "\n) fuzz_rows");
            String seen = QUOTED.matcher(one("SELECT pg_get_viewdef('fuzz_view'::regclass)")).replaceAll("_");
            Matcher telling = TELLING.matcher(seen);
            if (telling.find()) {
                throw new Escape("the server reads it as a use of " + telling.group() + ": " + seen);
            }
        } catch (SQLException e) {
            // no view can be made of it, as of what does not run at all
        } finally {
            update("ROLLBACK");
            state = one(STATE);
        }
    }

    private void update(String sql) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(sql);
        }
    }

    private String one(String sql) throws SQLException {
        try (Statement statement = session.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    @Override
    public void close() {
        try {
            database.executeAsSuperuser("ALTER SYSTEM RESET autovacuum", "SELECT pg_reload_conf()");
            session.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
