package dev.wharf.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lays out numbers, texts and bytes one behind the other, big-endian, in an array that grows. For one thread. */
public final class PayloadWriter {

    private byte[] bytes;
    private int size;

    public PayloadWriter() {
        this(256);
    }

    public PayloadWriter(int capacity) {
        this.bytes = new byte[capacity];
    }

    public int size() {
        return size;
    }

    /** What was written, with room behind it. */
    public byte[] array() {
        return bytes;
    }

    /** Forgets what is behind a position. */
    public void truncate(int newSize) {
        size = newSize;
    }

    /** Gives the array away and begins a new one. */
    public byte[] detach(int capacity) {
        byte[] full = bytes;
        bytes = new byte[capacity];
        size = 0;
        return full;
    }

    public byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    public PayloadWriter u8(int value) {
        room(1);
        bytes[size++] = (byte) value;
        return this;
    }

    public PayloadWriter u16(int value) {
        room(2);
        bytes[size] = (byte) (value >>> 8);
        bytes[size + 1] = (byte) value;
        size += 2;
        return this;
    }

    public PayloadWriter u32(int value) {
        room(4);
        putInt(size, value);
        size += 4;
        return this;
    }

    public PayloadWriter u64(long value) {
        room(8);
        putInt(size, (int) (value >>> 32));
        putInt(size + 4, (int) value);
        size += 8;
        return this;
    }

    public PayloadWriter raw(byte[] from, int offset, int length) {
        room(length);
        System.arraycopy(from, offset, bytes, size, length);
        size += length;
        return this;
    }

    /** Writes a length and the bytes. */
    public PayloadWriter blob(byte[] value) {
        return u32(value.length).raw(value, 0, value.length);
    }

    /** Writes a text as a length and its UTF-8; what is no character becomes a question mark. */
    public PayloadWriter text(String value) {
        return blob(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Puts a number where one was reserved. */
    public void putInt(int position, int value) {
        bytes[position] = (byte) (value >>> 24);
        bytes[position + 1] = (byte) (value >>> 16);
        bytes[position + 2] = (byte) (value >>> 8);
        bytes[position + 3] = (byte) value;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(size, more)));
        }
    }
}
