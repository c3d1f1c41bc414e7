package dev.wharf.audit;

/**
 * How many rows went which way. {@code read} = {@code migrated} + {@code skipped} + {@code rejected}; {@code written} counts
 * target rows; {@code unchanged} rows were moved by an earlier run and are outside {@code read}.
 */
public record Counts(long read, long migrated, long written, long skipped, long rejected, long unchanged) {

    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

    public Counts {
        if (read != migrated + skipped + rejected) {
            throw new IllegalArgumentException(
                    "read " + read + " is not migrated " + migrated + " + skipped " + skipped + " + rejected " + rejected);
        }
    }

    public Counts plus(Counts o) {
        return new Counts(
                read + o.read,
                migrated + o.migrated,
                written + o.written,
                skipped + o.skipped,
                rejected + o.rejected,
                unchanged + o.unchanged);
    }
}
