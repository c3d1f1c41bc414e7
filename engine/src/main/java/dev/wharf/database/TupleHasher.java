package dev.wharf.database;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.wharf.wire.BigEndian;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hashes tuples after bringing those fields into a canonical form whose bytes are not it already. For one thread. */
public final class TupleHasher implements RowHasher {

    private static final Hasher128 XXH3 = Hashing.xxh3_128();

    private final @Nullable ValueEncoder[] canonical;
    private final boolean plain;
    private final ByteSink sink = new ByteSink(512);

    /** @param canonical for each field how it is brought into its canonical form; null where its bytes are it */
    public TupleHasher(List<? extends @Nullable ValueEncoder> canonical) {
        this.canonical = canonical.toArray(new ValueEncoder[0]);
        plain = canonical.stream().allMatch(encoder -> encoder == null);
    }

    @Override
    public byte[] hash(byte[] bytes, int start) {
        int fields = BigEndian.int16(bytes, start);
        if (fields != canonical.length) {
            throw new IllegalArgumentException("the tuple has " + fields + " fields, not " + canonical.length);
        }
        if (plain) {
            return hash(bytes, start, Tuples.end(bytes, start) - start);
        }
        sink.truncate(0);
        int at = start + 2;
        int asItIs = at;
        for (ValueEncoder encoder : canonical) {
            int length = BigEndian.int32(bytes, at);
            if (encoder != null && length >= 0) {
                sink.put(bytes, asItIs, at - asItIs);
                int mark = sink.size();
                sink.int32(length);
                encoder.encode(bytes, at + 4, length, sink);
                sink.setInt32(mark, sink.size() - mark - 4);
                asItIs = at + 4 + length;
            }
            at += 4 + Math.max(0, length);
        }
        sink.put(bytes, asItIs, at - asItIs);
        return hash(sink.bytes(), 0, sink.size());
    }

    private static byte[] hash(byte[] bytes, int offset, int length) {
        HashValue128 hash = XXH3.hashBytesTo128Bits(bytes, offset, length);
        byte[] out = new byte[16];
        BigEndian.putInt64(out, 0, hash.getMostSignificantBits());
        BigEndian.putInt64(out, 8, hash.getLeastSignificantBits());
        return out;
    }
}
