package dev.wharf.audit;

import java.util.Arrays;

/** Mappings of rows that one batch inserted into the same columns of a table, packed. For one thread. */
public final class MappingBlock {

    /** Between two keys, in which it does not occur. */
    static final char BETWEEN = '\u001F';

    private static final int HASH_BYTES = 16;

    private final StringBuilder sourceKeys;
    private final StringBuilder targetKeys;
    private byte[] sourceHashes;
    private byte[] targetHashes;
    private boolean sameKeys = true;
    private int size;

    /** @param rows how many are to be expected */
    public MappingBlock(int rows) {
        sourceKeys = new StringBuilder(rows * 16);
        targetKeys = new StringBuilder(rows * 16);
        sourceHashes = new byte[Math.max(1, rows) * HASH_BYTES];
        targetHashes = new byte[Math.max(1, rows) * HASH_BYTES];
    }

    /** Whether a mapping can stand in a block: an empty key, or one with the separator, could not be told apart. */
    public static boolean takes(String sourceKey, String targetKey, byte[] sourceHash, byte[] targetHash) {
        return takes(sourceKey) && takes(targetKey) && sourceHash.length == HASH_BYTES && targetHash.length == HASH_BYTES;
    }

    private static boolean takes(String key) {
        return !key.isEmpty() && key.indexOf(BETWEEN) < 0;
    }

    /** Adds a mapping that {@link #takes} said yes to. */
    public void add(String sourceKey, String targetKey, byte[] sourceHash, byte[] targetHash) {
        if (size > 0) {
            sourceKeys.append(BETWEEN);
            targetKeys.append(BETWEEN);
        }
        sourceKeys.append(sourceKey);
        targetKeys.append(targetKey);
        sameKeys &= sourceKey.equals(targetKey);
        int at = size * HASH_BYTES;
        if (at == sourceHashes.length) {
            sourceHashes = Arrays.copyOf(sourceHashes, at * 2);
            targetHashes = Arrays.copyOf(targetHashes, at * 2);
        }
        System.arraycopy(sourceHash, 0, sourceHashes, at, HASH_BYTES);
        System.arraycopy(targetHash, 0, targetHashes, at, HASH_BYTES);
        size++;
    }

    public int size() {
        return size;
    }

    String sourceKeys() {
        return sourceKeys.toString();
    }

    /** Null where every target key is its source key. */
    @org.jspecify.annotations.Nullable String targetKeys() {
        return sameKeys ? null : targetKeys.toString();
    }

    byte[] sourceHashes() {
        return Arrays.copyOf(sourceHashes, size * HASH_BYTES);
    }

    byte[] targetHashes() {
        return Arrays.copyOf(targetHashes, size * HASH_BYTES);
    }

    /** The hash of the mapping at a place, from 0. */
    static byte[] hash(byte[] hashes, int place) {
        return Arrays.copyOfRange(hashes, place * HASH_BYTES, (place + 1) * HASH_BYTES);
    }
}
