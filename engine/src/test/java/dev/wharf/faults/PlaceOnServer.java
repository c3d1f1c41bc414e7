package dev.wharf.faults;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.testing.PostgresServer;
import dev.wharf.testing.PostgresTestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database of the test's PostgreSQL server. */
final class PlaceOnServer extends Place {

    private static final Duration LONGEST_CLOSING = Duration.ofSeconds(20);

    private final String name;
    private final PostgresTestDatabase database;
    private String restoring = "";
    private String everything = "";
    private @Nullable Connection eyes;
    private @Nullable Connection superuser;

    PlaceOnServer(String name) {
        this.name = name;
        this.database = PostgresServer.newest().freshDatabase();
    }

    @Override
    ConnectionSpec spec() {
        return name.equals("source") ? database.source(name) : database.target(name);
    }

    @Override
    Connection connect() {
        return database.connect();
    }

    /** A session costs more here than most of what is asked by it. */
    @Override
    <T> T look(Look<T> look) throws SQLException {
        Connection connection = eyes;
        if (connection == null) {
            connection = connect();
            eyes = connection;
        }
        return look.at(connection);
    }

    @Override
    String audit() {
        return "wharf.";
    }

    /**
     * Copies of the tables lie in a schema of their own; triggers and foreign keys sleep while rows are put back. Few rows are
     * deleted sooner than their tables are truncated.
     */
    @Override
    void remember() throws SQLException {
        StringBuilder script = new StringBuilder("SET session_replication_role = replica;");
        if (query("SELECT to_regnamespace('wharf')").equals(List.of("null"))) {
            script.append("DROP SCHEMA IF EXISTS wharf CASCADE;");
        }
        try (Statement statement = asSuperuser().createStatement()) {
            statement.execute("CREATE SCHEMA first");
            List<String> tables = query(
                    "SELECT quote_ident(schemaname) || '.' || quote_ident(tablename) FROM pg_tables"
                            + " WHERE schemaname IN ('public', 'wharf') ORDER BY 1");
            for (int i = 0; i < tables.size(); i++) {
                statement.execute("CREATE TABLE first.t" + i + " AS SELECT * FROM " + tables.get(i));
            }
            tables.forEach(table -> script.append("DELETE FROM ").append(table).append(';'));
            script.append("SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) FROM pg_sequences")
                    .append(" WHERE schemaname IN ('public', 'wharf');");
            for (int i = 0; i < tables.size(); i++) {
                try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM first.t" + i)) {
                    rows.next();
                    if (rows.getInt(1) > 0) {
                        script.append("INSERT INTO ").append(tables.get(i)).append(" OVERRIDING SYSTEM VALUE SELECT * FROM first.t")
                                .append(i).append(';');
                    }
                }
            }
            statement.execute("GRANT USAGE ON SCHEMA first TO PUBLIC");
            statement.execute("GRANT SELECT ON ALL TABLES IN SCHEMA first TO PUBLIC");
        }
        restoring = script.toString();
    }

    @Override
    void restore() throws SQLException {
        try (Statement statement = asSuperuser().createStatement()) {
            statement.execute(restoring);
        }
    }

    @Override
    void takeImage() {
        // The server keeps what was committed.
    }

    @Override
    void afterDeath(List<AutoCloseable> leftOpen) throws SQLException {
        cutEverySession();
        closeAll(leftOpen);
    }

    @Override
    String left() throws SQLException {
        if (everything.isEmpty()) {
            everything = String.join(" UNION ALL ", query(
                    """
                    SELECT format('SELECT %L || (to_jsonb(t) - ARRAY[''id'', ''block'', ''transaction_id'', ''holder'', ''worker'','
                        ' ''snapshot'', ''detail''%s])::text AS line FROM %I.%I t', c.relname,
                        (SELECT string_agg(format(', %L', a.attname), '') FROM pg_attribute a
                         WHERE a.attrelid = c.oid AND a.attnum > 0 AND a.atttypid = 'timestamptz'::regtype),
                        c.relnamespace::regnamespace, c.relname)
                    FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace IN (to_regnamespace('public'), to_regnamespace('wharf'))
                    ORDER BY c.relname"""))
                    + " UNION ALL SELECT sequencename || coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = 'public'";
        }
        return String.join("\n", query("SELECT line FROM (" + everything + ") lines ORDER BY line"));
    }

    /** A session that was closed is there until its process has noticed. */
    @Override
    List<String> sessionsLeft() throws SQLException, InterruptedException {
        long until = System.nanoTime() + LONGEST_CLOSING.toNanos();
        while (true) {
            List<String> sessions = query("SELECT state || ': ' || query FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND application_name = 'wharf'");
            if (sessions.isEmpty() || System.nanoTime() > until) {
                return sessions;
            }
            Thread.sleep(2);
        }
    }

    @Override
    void cutEverySession() throws SQLException {
        try (Statement statement = asSuperuser().createStatement()) {
            // It waits until each is gone.
            statement.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND application_name = 'wharf'");
        }
    }

    /** Ends only the sessions that hold an advisory lock. */
    void cutLease() throws SQLException {
        try (Statement statement = asSuperuser().createStatement()) {
            statement.execute("SELECT pg_terminate_backend(pid, 5000) FROM pg_locks WHERE locktype = 'advisory'"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
        }
    }

    @Override
    @Nullable Object busyDuring(Call call, Injector.Real real) {
        throw new UnsupportedOperationException("a server has no file that is busy");
    }

    private Connection asSuperuser() throws SQLException {
        Connection connection = superuser;
        if (connection == null) {
            connection = DriverManager.getConnection(database.url(), "postgres", null);
            superuser = connection;
        }
        return connection;
    }
}
