package dev.wharf.examples;

/** A database product that an example can be made in, with the words in which the two differ. */
public enum Product {
    SQLITE,
    POSTGRESQL;

    /** Tells the product from a JDBC URL. */
    public static Product of(String url) {
        if (url.startsWith("jdbc:sqlite:")) {
            return SQLITE;
        }
        if (url.startsWith("jdbc:postgresql:")) {
            return POSTGRESQL;
        }
        throw new IllegalArgumentException("examples are made in SQLite or PostgreSQL, not in " + url);
    }

    String uuid() {
        return this == SQLITE ? "TEXT" : "uuid";
    }

    String json() {
        return this == SQLITE ? "TEXT" : "jsonb";
    }

    String bool() {
        return this == SQLITE ? "BOOLEAN" : "boolean";
    }

    String timestamp() {
        return this == SQLITE ? "TIMESTAMP" : "timestamp";
    }

    /** A default that is the time of writing. */
    String now() {
        return this == SQLITE ? "CURRENT_TIMESTAMP" : "now()";
    }
}
