package dev.wharf.testing;

import dev.wharf.database.ConnectionSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes SQLite files for tests, in a folder that the test gives. */
public final class SqliteFiles {

    private SqliteFiles() {}

    /** Makes or opens a file and runs statements on it. */
    public static Path make(Path file, String... statements) {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            // An empty file is a database only once something was written.
            statement.executeUpdate("PRAGMA user_version = 0");
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return file;
    }

    /** A plain JDBC connection; the caller closes it. */
    public static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file.toAbsolutePath());
    }

    /** A connection of the workspace to a file. */
    public static ConnectionSpec spec(String connection, Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return new ConnectionSpec(connection, "jdbc:sqlite:" + file.toAbsolutePath(), null, null, false,
                folder == null ? file.toAbsolutePath() : folder);
    }
}
