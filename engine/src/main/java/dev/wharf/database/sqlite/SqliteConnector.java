package dev.wharf.database.sqlite;

import dev.wharf.database.ConnectionSpec;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteOpenMode;

/**
 * Opens sessions on one SQLite file. It never changes the journal mode and never makes a file.
 *
 * <p>The file itself is touched by SQLite alone: POSIX drops all locks of a process on a file with any descriptor that the
 * process closes, so to peek into it from Java would take the locks away under an open session (SQLite's "How To Corrupt An
 * SQLite Database File", section 2.2).
 */
final class SqliteConnector {

    static final String PREFIX = "jdbc:sqlite:";

    private static final Duration SOURCE_BUSY = Duration.ofSeconds(30);
    private static final Duration TARGET_BUSY = Duration.ofSeconds(60);
    private static final int MOST_BYTES_A_VALUE = 256 * 1024 * 1024;
    /** The driver's library would take 32,767, each of the largest size. */
    private static final int MOST_COLUMNS = 2_000;
    /** An extract has 64 KiB at most; what the engine writes around it binds its values. */
    private static final int MOST_BYTES_OF_SQL = 16 * 1024 * 1024;

    private final ConnectionSpec spec;
    private final Path file;

    /** @throws WharfException of kind USAGE for a URL that names no file */
    SqliteConnector(ConnectionSpec spec) {
        this.spec = spec;
        String name = spec.url().substring(PREFIX.length());
        String lower = name.toLowerCase(Locale.ROOT);
        if (name.isEmpty() || lower.startsWith(":memory:") || lower.contains("mode=memory")) {
            throw usage(
                    "Connection " + spec.name() + ": " + spec.url()
                            + " is a database in memory, which only the session that made it could see.",
                    "Write the path of a file: jdbc:sqlite:legacy.db.");
        }
        if (lower.startsWith("file:") || lower.startsWith(":resource:") || name.contains("?")) {
            throw usage(
                    "Connection " + spec.name() + ": " + spec.url()
                            + " has a scheme or parameters; Wharf decides itself how it opens a file.",
                    "Write a plain path: jdbc:sqlite:legacy.db.");
        }
        try {
            file = spec.workspace().resolve(name).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw usage("Connection " + spec.name() + ": " + name + " is no path: " + e.getReason() + ".",
                    "Write the path of a file: jdbc:sqlite:legacy.db.");
        }
    }

    private static WharfException usage(String message, String next) {
        return new WharfException(Kind.USAGE, "connection-url", message, next);
    }

    Path file() {
        return file;
    }

    /** The path without symbolic links. */
    Path canonical() {
        requireFile();
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A session that reads rows: read-only three times over, without ATTACH, without functions that the schema could misuse.
     * No transaction is begun; {@link SqliteDeadline} watches it.
     */
    Connection openSource() {
        requireFile();
        requireReadable();
        SQLiteConfig config = new SQLiteConfig();
        config.setOpenMode(SQLiteOpenMode.READONLY);
        config.resetOpenMode(SQLiteOpenMode.READWRITE);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout((int) SOURCE_BUSY.toMillis());
        config.setPragma(SQLiteConfig.Pragma.LIMIT_ATTACHED, "0");
        config.setPragma(SQLiteConfig.Pragma.LIMIT_LENGTH, Integer.toString(MOST_BYTES_A_VALUE));
        config.setPragma(SQLiteConfig.Pragma.LIMIT_COLUMN, Integer.toString(MOST_COLUMNS));
        config.setPragma(SQLiteConfig.Pragma.LIMIT_SQL_LENGTH, Integer.toString(MOST_BYTES_OF_SQL));
        config.setPragma(SQLiteConfig.Pragma.LIMIT_WORKER_THREADS, "0");
        Connection connection = open(config);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA query_only = ON");
            statement.execute("PRAGMA trusted_schema = OFF");
            statement.execute("PRAGMA cell_size_check = ON");
            SqliteDeadline.watch(connection);
            readFirstPage(statement);
            return connection;
        } catch (SQLException e) {
            throw closing(connection, SqliteErrors.opening(spec.name(), file, e));
        }
    }

    /** A session that writes, with foreign keys enforced. */
    Connection openTarget() {
        requireFile();
        requireReadable();
        requireWritable();
        SQLiteConfig config = new SQLiteConfig();
        config.setOpenMode(SQLiteOpenMode.READWRITE);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        config.setBusyTimeout((int) TARGET_BUSY.toMillis());
        config.enforceForeignKeys(true);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        // The driver would ask for last_insert_rowid() after every row, by a statement of its own.
        config.setGetGeneratedKeys(false);
        Connection connection = open(config);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA cell_size_check = ON");
            readFirstPage(statement);
            return connection;
        } catch (SQLException e) {
            throw closing(connection, SqliteErrors.opening(spec.name(), file, e));
        }
    }

    private Connection open(SQLiteConfig config) {
        try {
            return config.createConnection(PREFIX + file);
        } catch (SQLException e) {
            throw SqliteErrors.opening(spec.name(), file, e);
        }
    }

    /** SQLite opens lazily: only the first read tells whether it is a database, and whether it can be read. */
    private static void readFirstPage(Statement statement) throws SQLException {
        statement.executeQuery("SELECT count(*) FROM sqlite_schema").close();
    }

    private void requireFile() {
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw environment(
                    "folder-missing",
                    "Connection " + spec.name() + ": the folder " + folder + " does not exist.",
                    "Correct the path in the connection's URL; a relative one counts from the workspace " + spec.workspace() + ".");
        }
        if (Files.isDirectory(file)) {
            throw environment(
                    "not-a-database",
                    "Connection " + spec.name() + ": " + file + " is a folder, not a SQLite file.",
                    "Write the path of the file in the connection's URL.");
        }
        if (!Files.exists(file)) {
            throw environment(
                    "file-missing",
                    "Connection " + spec.name() + ": the file " + file + " does not exist, and Wharf makes no databases.",
                    "Correct the path in the connection's URL (a relative one counts from the workspace " + spec.workspace()
                            + "), or make the database first.");
        }
    }

    private void requireReadable() {
        if (!Files.isReadable(file)) {
            throw environment(
                    "file-not-readable",
                    "Connection " + spec.name() + ": " + file + " may not be read by this user.",
                    "Let its owner give read permission.");
        }
    }

    /** SQLite would silently open such a file for reading only, and fail at the first write. */
    private void requireWritable() {
        Path folder = file.getParent();
        boolean fileOk = Files.isWritable(file);
        if (!fileOk || folder != null && !Files.isWritable(folder)) {
            throw environment(
                    "database-read-only",
                    "Connection " + spec.name() + ": " + (fileOk ? "the folder " + folder : file)
                            + " may not be written by this user, and a target needs both the file and its folder.",
                    "Give write permission on both, or copy the file to where you may write.");
        }
    }

    private static WharfException environment(String code, String message, String next) {
        return new WharfException(Kind.ENVIRONMENT, code, message, next);
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
