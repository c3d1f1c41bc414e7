package dev.wharf.database;

import org.jspecify.annotations.Nullable;

/**
 * The database refused rows for what is in them: a constraint, a type, a trigger that raised. The caller rolls back to its
 * savepoint and may try parts of the block. The message names constraint, table and column and holds no value.
 */
public final class DataRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sqlState;

    public DataRefusal(String sqlState, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.sqlState = sqlState;
    }

    public String sqlState() {
        return sqlState;
    }
}
