package dev.wharf.sandbox.protocol;

import dev.wharf.wire.PayloadWriter;
import dev.wharf.wire.RowChunk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chunks of rows for tests, from the bytes of their fields. */
final class Rows {

    private Rows() {}

    @SafeVarargs
    static RowChunk of(List<byte @Nullable []>... rows) {
        return chunk(List.of(rows));
    }

    static RowChunk chunk(List<List<byte @Nullable []>> rows) {
        PayloadWriter out = new PayloadWriter();
        int[] starts = new int[rows.size() + 1];
        for (int i = 0; i < rows.size(); i++) {
            starts[i] = out.size();
            out.u16(rows.get(i).size());
            for (byte[] field : rows.get(i)) {
                if (field == null) {
                    out.u32(-1);
                } else {
                    out.blob(field);
                }
            }
        }
        starts[rows.size()] = out.size();
        return new RowChunk(out.toBytes(), starts, rows.size());
    }

    /** Rows of one int8 column that counts from {@code first}. */
    static RowChunk counting(int first, int count) {
        List<List<byte @Nullable []>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(List.of(int8(first + i)));
        }
        return chunk(rows);
    }

    static byte[] int8(long value) {
        return new PayloadWriter().u64(value).toBytes();
    }

    static byte[] text(String value) {
        return ChildProcess.utf8(value);
    }

    /** A SQLite value. */
    static byte[] dynamic(char tag, byte[] value) {
        return new PayloadWriter().u8(tag).raw(value, 0, value.length).toBytes();
    }

    static byte[] dynamicText(String value) {
        return dynamic('t', text(value));
    }

}
