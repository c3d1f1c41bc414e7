package dev.wharf.benchmark.codec;

import dev.wharf.database.ByteSink;
import dev.wharf.database.ValueEncoder;
import dev.wharf.wire.BigEndian;
import java.util.List;

/** As the engine does it: one loop for every shape, which asks each column's encoder. */
final class LoopEncoder implements RowEncoder {

    private final ValueEncoder[] encoders;

    LoopEncoder(List<ValueEncoder> encoders) {
        this.encoders = encoders.toArray(ValueEncoder[]::new);
    }

    @Override
    public int encode(byte[] values, int at, ByteSink out) {
        int next = at;
        out.int16(encoders.length);
        for (ValueEncoder encoder : encoders) {
            int length = BigEndian.int32(values, next);
            int lengthAt = out.size();
            out.int32(length < 0 ? -1 : 0);
            if (length >= 0) {
                encoder.encode(values, next + 4, length, out);
                out.setInt32(lengthAt, out.size() - lengthAt - 4);
            }
            next += 4 + Math.max(0, length);
        }
        return next;
    }
}
