package dev.wharf.database;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing array of bytes, big-endian. */
public final class ByteSink {

    private byte[] bytes;
    private int size;

    public ByteSink(int capacity) {
        bytes = new byte[Math.max(16, capacity)];
    }

    /** Writes into an array from its beginning, until it has to be a larger one. */
    public ByteSink(byte[] array) {
        bytes = array;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int size() {
        return size;
    }

    /** Drops everything from {@code newSize} on. */
    public void truncate(int newSize) {
        size = newSize;
    }

    public void int8(int v) {
        ensure(1);
        bytes[size++] = (byte) v;
    }

    public void int16(int v) {
        ensure(2);
        bytes[size++] = (byte) (v >> 8);
        bytes[size++] = (byte) v;
    }

    public void int32(int v) {
        ensure(4);
        setInt32(size, v);
        size += 4;
    }

    /** Overwrites four bytes that are there already. */
    public void setInt32(int at, int v) {
        bytes[at] = (byte) (v >> 24);
        bytes[at + 1] = (byte) (v >> 16);
        bytes[at + 2] = (byte) (v >> 8);
        bytes[at + 3] = (byte) v;
    }

    public void int64(long v) {
        int32((int) (v >> 32));
        int32((int) v);
    }

    public void put(byte[] from, int offset, int length) {
        ensure(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
    }

    public void put(byte[] from) {
        put(from, 0, from.length);
    }

    public void utf8(String s) {
        put(s.getBytes(StandardCharsets.UTF_8));
    }

    /** The bytes so far, in an array of their own. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private void ensure(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
        }
    }
}
