package dev.wharf.database;

import dev.wharf.wire.BigEndian;
import dev.wharf.wire.ValueType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds its way in tuples of PostgreSQL's binary COPY layout (see {@link dev.wharf.wire.RowChunk}). */
public final class Tuples {

    private Tuples() {}

    /** Where the tuple that begins at {@code start} ends. */
    public static int end(byte[] bytes, int start) {
        int at = start + 2;
        for (int fields = BigEndian.int16(bytes, start); fields > 0; fields--) {
            int length = BigEndian.int32(bytes, at);
            at += 4 + Math.max(0, length);
        }
        return at;
    }

    /** Where each field's int32 length stands. */
    public static int[] fields(byte[] bytes, int start) {
        int[] fields = new int[BigEndian.int16(bytes, start)];
        fields(bytes, start, fields);
        return fields;
    }

    /** The same for a tuple whose number of fields is known. */
    static void fields(byte[] bytes, int start, int[] fields) {
        int at = start + 2;
        for (int i = 0; i < fields.length; i++) {
            fields[i] = at;
            at += 4 + Math.max(0, BigEndian.int32(bytes, at));
        }
    }

    /** The texts of a tuple's fields, null for NULL. */
    public static List<@Nullable String> texts(List<ValueType> layouts, byte[] bytes, int start) {
        List<@Nullable String> texts = new ArrayList<>(layouts.size());
        int at = start + 2;
        for (ValueType layout : layouts) {
            int length = BigEndian.int32(bytes, at);
            texts.add(length < 0 ? null : ValueText.of(layout, bytes, at + 4, length));
            at += 4 + Math.max(0, length);
        }
        return texts;
    }
}
