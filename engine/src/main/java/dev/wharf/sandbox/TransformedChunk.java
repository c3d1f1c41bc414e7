package dev.wharf.sandbox;

import dev.wharf.wire.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a chunk became, in the order of the source rows. It was checked: rows, tables, columns and lengths are
 * within the spec, text is UTF-8, and every value has its type's length.
 *
 * @param records in the order of {@code sourceRow}; every source row has at least one
 * @param bytes where the values of the records lie
 */
public record TransformedChunk(List<Record> records, byte[] bytes) {

    /** How the rows of one kind look: the table and, column by column, where the value comes from. */
    public record Shape(int table, List<Field> fields) {}

    /**
     * One column of a shape.
     *
     * @param column index in the spec's target table
     * @param copyOf index of the source column that is copied; -1 where the class set a value
     * @param type of the value that the class set; null for a copy
     */
    public record Field(int column, int copyOf, @Nullable ValueType type) {}

    /** What a row may have done to those behind it in its JVM, or one before to it. */
    public enum Harm {
        NONE,
        /** It overflowed the stack: a class of Java that was being made just then stays broken. */
        OVERFLOW,
        /** Java itself failed, which a broken class does. */
        BROKEN
    }

    /** What one source row became, or a part of it. */
    public sealed interface Record {
        /** The row's index in the chunk. */
        int sourceRow();

        /** A target row: for each set field of the shape an int32 length (-1 for NULL) and its bytes, from {@code start} on. */
        record Row(int sourceRow, Shape shape, int start) implements Record {}

        /** Left out on purpose. */
        record Skip(int sourceRow, String reason) implements Record {}

        /** Bad: the class rejected it, threw, or asked for a conversion that could lose something. */
        record Reject(int sourceRow, String reason, Harm harm) implements Record {

            public Reject(int sourceRow, String reason) {
                this(sourceRow, reason, Harm.NONE);
            }
        }
    }
}
