package dev.wharf.database;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The database refused rows for what is in them: a constraint, a type, a trigger that raised. The caller rolls back to its
 * savepoint and may try parts of the block. The message names constraint, table and column and holds no value.
 */
public final class DataRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String sqlState;

    private final List<Integer> rows;

    public DataRefusal(String sqlState, String message, @Nullable Throwable cause) {
        this(sqlState, message, cause, List.of());
    }

    private DataRefusal(String sqlState, String message, @Nullable Throwable cause, List<Integer> rows) {
        super(message, cause);
        this.sqlState = sqlState;
        this.rows = rows;
    }

    /** @param row the index of the row that the database named, -1 where it named none */
    public static DataRefusal of(String sqlState, String message, Throwable cause, int row) {
        return new DataRefusal(sqlState, message, cause, row < 0 ? List.of() : List.of(row));
    }

    /** Where it is known which rows of the block are at fault. */
    public static DataRefusal ofRows(String sqlState, String message, int... rows) {
        return new DataRefusal(sqlState, message, null, Arrays.stream(rows).boxed().toList());
    }

    public String sqlState() {
        return sqlState;
    }

    /** The indexes in the block of the rows at fault, from 0; two where they have the same key; empty where it is not known. */
    public List<Integer> rows() {
        return rows;
    }
}
