package dev.wharf.migration;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of the extract, with the columns that the plan's {@code newKeys} and {@code references} add. Every accessor
 * gives null for SQL NULL. A conversion that could lose or add something (a zone, digits, range) is a row error, which
 * rejects the row; so is a value that SQLite holds under a type other than its column's, unless it converts exactly. An
 * unknown column name is an error of the class.
 */
public interface SourceRow {

    /** The text form of a value of any type, as the source database prints it. */
    @Nullable String text(String column);

    @Nullable Integer integer(String column);

    @Nullable Long bigint(String column);

    @Nullable BigDecimal decimal(String column);

    @Nullable Double float8(String column);

    /** A boolean; from SQLite 0, 1 and the texts 0, 1, true, false. */
    @Nullable Boolean bool(String column);

    @Nullable LocalDate date(String column);

    @Nullable LocalTime time(String column);

    /** A date and time without a zone; a value that has a zone is a row error. */
    @Nullable LocalDateTime timestamp(String column);

    /** A point in time; a value without a zone is a row error. */
    @Nullable Instant instant(String column);

    @Nullable UUID uuid(String column);

    /** A copy of the bytes. */
    byte @Nullable [] bytes(String column);

    /** JSON text; what is not JSON is a row error. */
    @Nullable String json(String column);
}
