package dev.wharf.transform;

import com.dynatrace.hash4j.hashing.Hashing;

/** The hash over a source row as it was read (XXH3, 128 bits), by which a later run or a verification sees that it changed. */
public final class SourceHash {

    private SourceHash() {}

    /** The 16 bytes of the hash over a row's tuple, from {@code start} up to {@code end}. */
    public static byte[] of(byte[] bytes, int start, int end) {
        return Hashing.xxh3_128().hashBytesTo128Bits(bytes, start, end - start).toByteArray();
    }
}
