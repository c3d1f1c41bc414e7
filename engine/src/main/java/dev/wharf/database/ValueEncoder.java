package dev.wharf.database;

/** Brings values of one type into one column's layout. For one thread. */
@FunctionalInterface
public interface ValueEncoder {

    /**
     * Appends the value's bytes in the target's layout, without a length.
     *
     * @throws ValueRefusal where the column could not keep the value exactly; nothing may rely on what was appended
     */
    void encode(byte[] from, int offset, int length, ByteSink out);
}
