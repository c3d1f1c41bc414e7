package dev.wharf.audit;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.Database;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** Makes and upgrades the audit tables, by Flyway, and knows whether they are there. */
public final class AuditSchema {

    private static final List<String> SCRIPTS = List.of("V1__audit_tables", "V2__remarks_retries_purges", "V3__approved_sandbox", "V4__kept_numbers", "V5__packed_mappings");

    /** SQLSTATE dependent_objects_still_exist: an upgrade names what others built on a table that it changes. */
    private static final String OTHERS_DEPEND = "2BP01";

    /** The newest version that this Wharf knows. */
    public static final int VERSION = SCRIPTS.size();

    private AuditSchema() {}

    /** The version of the tables that are there, empty where there are none. */
    public static Optional<Integer> version(Sql sql) {
        String exists =
                switch (sql.dialect()) {
                    case POSTGRESQL -> "SELECT to_regclass('wharf.migration_schema') IS NOT NULL";
                    case SQLITE ->
                        "SELECT count(*) > 0 FROM sqlite_master WHERE type = 'table' AND name = 'migration_schema'";
                };
        boolean there = sql.first(exists, row -> row.getBoolean(1)).orElse(false);
        return there
                ? sql.first("SELECT max(version) FROM @migration_schema", row -> row.getInt(1))
                : Optional.empty();
    }

    /** Whether the audit tables are there, in a version that this Wharf reads. */
    public static boolean present(Sql sql) {
        Optional<Integer> version = version(sql);
        version.ifPresent(AuditSchema::requireKnown);
        return version.isPresent();
    }

    /** Makes or upgrades the tables where they are not as they should be; needs no right to create where they are. */
    public static void ensure(Database target) {
        int there;
        try (TargetSession session = target.openTarget()) {
            Optional<Integer> version = version(new Sql(session.connection(), target.dialect()));
            version.ifPresent(AuditSchema::requireKnown);
            there = version.orElse(0);
        }
        if (there < VERSION) {
            migrate(target, there);
        }
    }

    /**
     * Makes the tables within a transaction that is under way, for a rehearsal that leaves no trace. In PostgreSQL tables that
     * are older are refused: an upgrade would keep everybody else from them until the rehearsal ends.
     */
    public static void createWithin(Sql sql, String target) {
        int there = version(sql).orElse(0);
        requireKnown(there);
        if (there > 0 && there < VERSION && sql.dialect() == Dialect.POSTGRESQL) {
            throw new WharfException(
                    Kind.REFUSED,
                    "audit-older",
                    "The audit tables in " + target + " have version " + there + "; a rehearsal needs version " + VERSION
                            + " and does not change tables that others use.",
                    "Approve a plan, which upgrades them, or let the target's owner run what `wharf audit ddl " + target + " --from "
                            + (there + 1) + "` prints; then rehearse again.");
        }
        for (int version = there + 1; version <= VERSION; version++) {
            sql.script(script(sql.dialect(), version));
        }
    }

    /** The tables' SQL, for a DBA who wants to make them by hand. */
    public static String ddl(Dialect dialect) {
        return ddl(dialect, 1);
    }

    /** The SQL of the versions from {@code from} on, for tables that are older; what follows the newest is empty. */
    public static String ddl(Dialect dialect, int from) {
        StringBuilder all = new StringBuilder();
        for (int version = from; version <= VERSION; version++) {
            all.append(script(dialect, version));
        }
        return all.toString();
    }

    /** The identity that a database's audit tables keep for its life. */
    public static String databaseId(Sql sql) {
        return sql.first("SELECT database_id FROM @migration_schema ORDER BY version LIMIT 1", row -> row.getString(1))
                .orElseThrow();
    }

    private static void requireKnown(int version) {
        if (version > VERSION) {
            throw new WharfException(
                    Kind.REFUSED,
                    "audit-newer",
                    "The target's audit tables have version " + version + "; this Wharf knows versions up to " + VERSION + ".",
                    "Use the newer Wharf that made them.");
        }
    }

    private static void migrate(Database target, int there) {
        FluentConfiguration configuration = Flyway.configure(AuditSchema.class.getClassLoader())
                .dataSource(new Sessions(target))
                .locations("classpath:" + folder(target.dialect()))
                .table(target.dialect() == Dialect.SQLITE ? "migration_schema_history" : "schema_history")
                .failOnMissingLocations(true)
                .loggers("slf4j");
        if (target.dialect() == Dialect.POSTGRESQL) {
            configuration.schemas("wharf").defaultSchema("wharf").createSchemas(true);
        }
        // A target has tables already, and may have older audit tables from a DBA's hand, of which Flyway knows nothing.
        configuration.baselineOnMigrate(true).baselineVersion(String.valueOf(there));
        try {
            noteMadeByHand(configuration, there);
            configuration.load().migrate();
        } catch (FlywayException e) {
            Throwable root = root(e);
            throw new WharfException(
                    Kind.ENVIRONMENT,
                    "audit-tables",
                    "The audit tables could not be " + (there == 0 ? "made in " : "upgraded from version " + there + " in ")
                            + target.name() + ": " + firstLine(root) + ".",
                    root instanceof SQLException refused && OTHERS_DEPEND.equals(refused.getSQLState())
                            ? "Drop what is named, then try again, and create it again afterwards."
                            : "Let the target's owner run what `wharf audit ddl " + target.name()
                                    + (there == 0 ? "" : " --from " + (there + 1)) + "` prints, then try again.",
                    e);
        }
    }

    /** Versions that a DBA made after Flyway had begun a history are put into it as done. */
    private static void noteMadeByHand(FluentConfiguration configuration, int there) {
        MigrationInfo last = configuration.load().info().current();
        if (last != null && last.getVersion() != null && !last.getVersion().isAtLeast(String.valueOf(there))) {
            configuration.skipExecutingMigrations(true).target(String.valueOf(there)).load().migrate();
            configuration.skipExecutingMigrations(false).target(MigrationVersion.LATEST);
        }
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given")
                .replaceFirst("^ERROR: ", "").replaceAll("\\.$", "");
    }

    private static String folder(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL -> "dev/wharf/migrations/postgresql";
            case SQLITE -> "dev/wharf/migrations/sqlite";
        };
    }

    private static String script(Dialect dialect, int version) {
        String name = folder(dialect) + "/" + SCRIPTS.get(version - 1) + ".sql";
        try (InputStream in = AuditSchema.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Flyway asks for connections one by one and closes them; each is a target session of its own. */
    private static final class Sessions extends AbstractDataSource {

        private final Database target;

        private Sessions(Database target) {
            this.target = target;
        }

        @Override
        public Connection getConnection() {
            return target.openTarget().connection();
        }

        @Override
        public Connection getConnection(String user, String password) {
            return getConnection();
        }
    }
}
