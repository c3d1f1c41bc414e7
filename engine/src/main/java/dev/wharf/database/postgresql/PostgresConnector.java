package dev.wharf.database.postgresql;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.postgresql.PostgresSessions.Use;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * Opens sessions whose settings are pinned, so that neither the role's nor the server's defaults decide how values read.
 * Names without a schema mean {@code public}. What it gives has begun no transaction and is in auto-commit.
 */
final class PostgresConnector {

    static final int OLDEST_VERSION = 14;

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration LOGIN = Duration.ofSeconds(20);
    /** For one statement. A step without a usable index is read by one statement, so it is generous. */
    private static final Duration STATEMENT = Duration.ofHours(6);
    private static final Duration LOCK = Duration.ofSeconds(30);
    /** The session that exports a snapshot idles as long as others read it. */
    private static final Duration SOURCE_IDLE = Duration.ofHours(24);
    private static final Duration TARGET_IDLE = Duration.ofHours(1);

    private final ConnectionSpec spec;
    private final Properties parsed;

    /** @throws WharfException of kind USAGE for a URL that is none or asks for what cannot be given */
    PostgresConnector(ConnectionSpec spec) {
        this.spec = spec;
        Properties properties = Driver.parseURL(spec.url(), new Properties());
        if (properties == null) {
            throw usage(
                    "Connection " + spec.name() + ": " + spec.url() + " is no URL of a PostgreSQL database.",
                    "Write it as jdbc:postgresql://HOST:5432/DATABASE.");
        }
        String schema = PGProperty.CURRENT_SCHEMA.getOrDefault(properties);
        if (schema != null && !schema.equals("public")) {
            throw usage(
                    "Connection " + spec.name() + ": currentSchema=" + schema
                            + " is not taken, because a name without a schema always means public.",
                    "Leave currentSchema out of the URL and write " + schema + ".TABLE in plans.");
        }
        parsed = properties;
    }

    private static WharfException usage(String message, String next) {
        return new WharfException(Kind.USAGE, "connection-url", message, next);
    }

    /** {@code host:port} as the URL says it; several where the URL names several. */
    String place() {
        String hosts = PGProperty.PG_HOST.getOrDefault(parsed);
        String ports = PGProperty.PG_PORT.getOrDefault(parsed);
        if (hosts == null || ports == null) {
            return "localhost:5432";
        }
        String[] host = hosts.split(",");
        String[] port = ports.split(",");
        StringBuilder place = new StringBuilder();
        for (int i = 0; i < host.length; i++) {
            place.append(i == 0 ? "" : ",").append(host[i]).append(':').append(port[Math.min(i, port.length - 1)]);
        }
        return place.toString();
    }

    /** The database's name as the URL says it, else the user's, as the driver takes it. */
    String database() {
        String name = PGProperty.PG_DBNAME.getOrDefault(parsed);
        return name != null ? name : String.valueOf(spec.user());
    }

    /**
     * A session that reads rows: every transaction is REPEATABLE READ and READ ONLY.
     *
     * @throws WharfException of kind REFUSED where the role is a superuser and the connection does not allow one
     */
    Connection openSource() {
        return open(Use.SOURCE);
    }

    /** A session that writes. */
    Connection openTarget() {
        return open(Use.TARGET);
    }

    Connection open(Use use) {
        Connection connection = connected();
        try {
            requireVersion(connection);
            pin(connection, use);
            guard(connection, use);
            return connection;
        } catch (SQLException e) {
            throw closing(connection, PostgresErrors.connecting(spec, place(), database(), e));
        } catch (RuntimeException e) {
            throw closing(connection, e);
        }
    }

    /** Refuses a session that may not be used for this. */
    void guard(Connection connection, Use use) {
        if (use == Use.SOURCE) {
            PostgresRole.requireSource(spec, connection);
        }
    }

    /** As for a source, for the catalog of a target too: whoever is connected. */
    private static Map<String, String> ofReading() {
        Map<String, String> settings = pins(SOURCE_IDLE);
        settings.put("default_transaction_isolation", "repeatable read");
        settings.put("default_transaction_read_only", "on");
        return settings;
    }

    private static Map<String, String> ofTarget() {
        Map<String, String> settings = pins(TARGET_IDLE);
        settings.put("default_transaction_isolation", "read committed");
        settings.put("default_transaction_read_only", "off");
        settings.put("default_transaction_deferrable", "off");
        // What is acknowledged must survive a crash of the server, or resume would go on past rows that are lost.
        settings.put("synchronous_commit", "on");
        // A plan that was made when a table was empty would be kept while a run fills it.
        settings.put("plan_cache_mode", "force_custom_plan");
        return settings;
    }

    private static Map<String, String> pins(Duration idle) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("search_path", "public, pg_temp");
        settings.put("TimeZone", "UTC");
        settings.put("DateStyle", "ISO, YMD");
        settings.put("IntervalStyle", "postgres");
        settings.put("extra_float_digits", "3");
        settings.put("bytea_output", "hex");
        settings.put("xmloption", "content");
        settings.put("standard_conforming_strings", "on");
        settings.put("transform_null_equals", "off");
        settings.put("array_nulls", "on");
        settings.put("xmlbinary", "base64");
        settings.put("lc_numeric", "C");
        settings.put("lc_time", "C");
        settings.put("timezone_abbreviations", "Default");
        // Where two scans meet, a second read would begin in the middle of a table, and sums of floats depend on the order.
        settings.put("synchronize_seqscans", "off");
        settings.put("statement_timeout", millis(STATEMENT));
        settings.put("lock_timeout", millis(LOCK));
        settings.put("idle_in_transaction_session_timeout", millis(idle));
        settings.put("idle_session_timeout", "0");
        settings.put("tcp_keepalives_idle", "60");
        settings.put("tcp_keepalives_interval", "10");
        settings.put("tcp_keepalives_count", "6");
        return settings;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }

    private Connection connected() {
        Connection connection;
        try {
            connection = new Driver().connect(spec.url(), properties());
        } catch (SQLException e) {
            throw PostgresErrors.connecting(spec, place(), database(), e);
        }
        if (connection == null) {
            throw usage("Connection " + spec.name() + ": " + spec.url() + " is no URL of a PostgreSQL database.",
                    "Write it as jdbc:postgresql://HOST:5432/DATABASE.");
        }
        return connection;
    }

    private Properties properties() {
        Properties properties = new Properties();
        if (spec.user() != null) {
            PGProperty.USER.set(properties, spec.user());
        }
        if (spec.password() != null) {
            PGProperty.PASSWORD.set(properties, spec.password());
        }
        PGProperty.APPLICATION_NAME.set(properties, "wharf");
        // So the driver names the session when it begins, not after, and the name stays when its settings are reset.
        PGProperty.ASSUME_MIN_SERVER_VERSION.set(properties, "9.0");
        PGProperty.CONNECT_TIMEOUT.set(properties, (int) CONNECT.toSeconds());
        PGProperty.LOGIN_TIMEOUT.set(properties, (int) LOGIN.toSeconds());
        // A server that died without a word is told by silence; the longest honest silence is that of one statement.
        PGProperty.SOCKET_TIMEOUT.set(properties, (int) STATEMENT.plusMinutes(5).toSeconds());
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        PGProperty.SOCKET_FACTORY.set(properties, PostgresSockets.class.getName());
        PGProperty.REWRITE_BATCHED_INSERTS.set(properties, true);
        // The driver would otherwise put the value at fault into its exception's text.
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        return properties;
    }

    /** Sets every setting that a session of this use goes by. */
    void pin(Connection connection, Use use) throws SQLException {
        Map<String, String> settings = use == Use.TARGET ? ofTarget() : ofReading();
        String calls = String.join(", ", java.util.Collections.nCopies(settings.size(), "set_config(?, ?, false)"));
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + calls)) {
            int place = 1;
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                statement.setString(place++, setting.getKey());
                statement.setString(place++, setting.getValue());
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
            }
        }
    }

    private void requireVersion(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_VERSION) {
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "database-too-old",
                    "Connection " + spec.name() + ": the server at " + place() + " is PostgreSQL " + version
                            + "; Wharf speaks PostgreSQL " + OLDEST_VERSION + " and later.",
                    "Upgrade the server, or restore a dump into a newer one.");
        }
    }

    private static RuntimeException closing(Connection connection, RuntimeException e) {
        try {
            connection.close();
        } catch (SQLException closing) {
            e.addSuppressed(closing);
        }
        return e;
    }
}
