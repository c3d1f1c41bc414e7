package dev.wharf.database;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.postgresql.PostgresDatabase;
import dev.wharf.database.sqlite.SqliteDatabase;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.sql.SQLException;

/** Finds the product behind a connection's URL. */
public final class Databases {

    private Databases() {}

    /**
     * What a statement's failure means on a product: a {@link DataRefusal}, a {@link ConnectionLost} where it may be tried
     * again, else a {@link WharfException}.
     */
    public static RuntimeException failure(Dialect dialect, SQLException e) {
        return switch (dialect) {
            case POSTGRESQL -> PostgresDatabase.failure(e);
            case SQLITE -> SqliteDatabase.failure(e);
        };
    }

    /**
     * The database of a connection. Nothing is connected before it is asked something.
     *
     * @throws WharfException of kind USAGE where no product of that URL is supported or the URL is wrong
     */
    public static Database open(ConnectionSpec spec) {
        if (spec.url().startsWith("jdbc:postgresql:")) {
            return new PostgresDatabase(spec);
        }
        if (spec.url().startsWith("jdbc:sqlite:")) {
            return new SqliteDatabase(spec);
        }
        throw new WharfException(
                Kind.USAGE,
                "connection-url",
                "Connection " + spec.name() + ": " + spec.url() + " is no URL of a database that Wharf speaks.",
                "Write jdbc:postgresql://HOST:5432/DATABASE for PostgreSQL 14 and later, or jdbc:sqlite:FILE for SQLite.");
    }
}
