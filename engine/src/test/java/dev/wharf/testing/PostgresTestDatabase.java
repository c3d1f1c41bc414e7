package dev.wharf.testing;

import dev.wharf.database.ConnectionSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A database of one test. It stays until its server stops. */
public final class PostgresTestDatabase {

    private final PostgresServer server;
    private final String name;

    PostgresTestDatabase(PostgresServer server, String name) {
        this.server = server;
        this.name = name;
    }

    public String name() {
        return name;
    }

    public PostgresServer server() {
        return server;
    }

    public String url() {
        return server.url(name);
    }

    /** The role that owns the database and what {@link #execute} makes in it. */
    public String owner() {
        return PostgresServer.OWNER;
    }

    /** The role that may only read. */
    public String reader() {
        return PostgresServer.READER;
    }

    /** Of both roles. */
    public String password() {
        return PostgresServer.PASSWORD;
    }

    /** A connection of the workspace as a source, with the role that may only read. */
    public ConnectionSpec source(String connection) {
        return spec(connection, reader());
    }

    /** A connection of the workspace as a target, with the role that owns the database. */
    public ConnectionSpec target(String connection) {
        return spec(connection, owner());
    }

    private ConnectionSpec spec(String connection, String user) {
        return new ConnectionSpec(connection, url(), user, password(), false, Path.of("").toAbsolutePath());
    }

    /** A plain JDBC connection of the owner; the caller closes it. */
    public Connection connect() {
        try {
            return server.connect(name, owner(), password());
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs SQL as the owner: one or several statements, separated by semicolons. */
    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs statements as the superuser. */
    public void executeAsSuperuser(String... statements) {
        server.execute(name, statements);
    }
}
