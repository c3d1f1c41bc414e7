package dev.wharf.database;

/** Brings values of one type into one column's layout. For one thread. */
@FunctionalInterface
public interface ValueEncoder {

    /** Both layouts are the same and every value fits: whoever holds this very instance may copy bytes without asking it. */
    ValueEncoder SAME = (from, offset, length, out) -> out.put(from, offset, length);

    /**
     * Appends the value's bytes in the target's layout, without a length.
     *
     * @throws ValueRefusal where the column could not keep the value exactly; nothing may rely on what was appended
     */
    void encode(byte[] from, int offset, int length, ByteSink out);
}
