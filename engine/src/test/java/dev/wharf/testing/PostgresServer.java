package dev.wharf.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL server, started once a JVM and version and stopped when the JVM ends. Tests take a database of their own
 * from it. Where there are no binaries for the platform, the test that asks is skipped and says so.
 */
public final class PostgresServer {

    /** Which of the supported versions. */
    public enum Version {
        /** 18. */
        NEWEST,
        /** 14. */
        OLDEST
    }

    static final String OWNER = "wharf_owner";
    static final String READER = "wharf_reader";
    static final String PASSWORD = "not-a-secret";

    private static final Map<Version, PostgresServer> STARTED = new EnumMap<>(Version.class);

    private final EmbeddedPostgres server;
    private final Version version;
    private final AtomicInteger databases = new AtomicInteger();

    private PostgresServer(EmbeddedPostgres server, Version version) {
        this.server = server;
        this.version = version;
    }

    public static PostgresServer newest() {
        return of(Version.NEWEST);
    }

    public static PostgresServer oldest() {
        return of(Version.OLDEST);
    }

    /** For {@code @MethodSource}: the newest and the oldest. */
    public static List<Version> versions() {
        return List.of(Version.values());
    }

    public static synchronized PostgresServer of(Version version) {
        PostgresServer started = STARTED.get(version);
        if (started == null) {
            started = start(version);
            STARTED.put(version, started);
        }
        return started;
    }

    private static PostgresServer start(Version version) {
        String folder = version == Version.NEWEST ? "/" : "/postgresql-oldest/";
        String binaries = folder + "postgres-linux-" + (System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64")
                + ".txz";
        Assumptions.assumeTrue(
                System.getProperty("os.name").startsWith("Linux") && PostgresServer.class.getResource(binaries) != null,
                "there are no PostgreSQL binaries for this platform on the test's classpath: " + binaries);
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder();
            if (version == Version.NEWEST) {
                // Runs open many sessions, and it is not the hashing of a password that tests are about.
                builder.setServerConfig("scram_iterations", "1");
            }
            EmbeddedPostgres server = builder
                    .setPgBinaryResolver((system, hardware) -> resource(binaries))
                    .setServerConfig("hba_file", clientAuthentication().toString())
                    .setServerConfig("fsync", "off")
                    .setServerConfig("shared_buffers", "32MB")
                    .setServerConfig("max_connections", "60")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server), "stop-postgresql"));
            PostgresServer started = new PostgresServer(server, version);
            started.execute(
                    "postgres",
                    "CREATE ROLE " + OWNER + " LOGIN PASSWORD '" + PASSWORD + "'",
                    "CREATE ROLE " + READER + " LOGIN PASSWORD '" + PASSWORD + "'");
            return started;
        } catch (IOException e) {
            throw new IllegalStateException("PostgreSQL (" + version + ") did not start", e);
        }
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = PostgresServer.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException(name + " is not on the classpath");
        }
        return in;
    }

    /** Superusers come in freely, everybody else needs a password, as outside of tests. */
    private static Path clientAuthentication() throws IOException {
        Path file = Files.createTempFile("wharf-test-hba", ".conf");
        file.toFile().deleteOnExit();
        file.toFile().setReadable(true, false);
        Files.writeString(file, """
                local all all trust
                host all postgres all trust
                host all all all scram-sha-256
                """);
        return file;
    }

    private static void stop(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            System.err.println("PostgreSQL did not stop: " + e);
        }
    }

    public Version version() {
        return version;
    }

    public int port() {
        return server.getPort();
    }

    /**
     * A new, empty database. It belongs to a role that is no superuser; another role may read every table that the owner
     * makes in it, and nothing else.
     */
    public PostgresTestDatabase freshDatabase() {
        String name = "test_" + databases.incrementAndGet();
        execute("postgres", "CREATE DATABASE " + name + " OWNER " + OWNER);
        execute(
                name,
                "ALTER DEFAULT PRIVILEGES FOR ROLE " + OWNER + " GRANT SELECT ON TABLES TO " + READER,
                "ALTER DEFAULT PRIVILEGES FOR ROLE " + OWNER + " GRANT USAGE ON SCHEMAS TO " + READER);
        return new PostgresTestDatabase(this, name);
    }

    /** Runs statements as the superuser, each in a transaction of its own. */
    public void execute(String database, String... statements) {
        try (Connection connection = connect(database, "postgres", null);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    Connection connect(String database, String user, @Nullable String password) throws SQLException {
        return DriverManager.getConnection(url(database), user, password);
    }

    String url(String database) {
        return "jdbc:postgresql://localhost:" + port() + "/" + database;
    }
}
