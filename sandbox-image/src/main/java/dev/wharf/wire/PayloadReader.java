package dev.wharf.wire;

import java.util.Arrays;

/** Reads what a {@link PayloadWriter} laid out. Whatever is not there is a {@link WireException}. For one thread. */
public final class PayloadReader {

    private final byte[] bytes;
    private final int end;
    private int position;

    public PayloadReader(byte[] bytes, int offset, int length) {
        this.bytes = bytes;
        this.position = offset;
        this.end = offset + length;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    public int u8() {
        need(1);
        return bytes[position++] & 0xFF;
    }

    public int u16() {
        need(2);
        int value = (bytes[position] & 0xFF) << 8 | bytes[position + 1] & 0xFF;
        position += 2;
        return value;
    }

    public int i32() {
        need(4);
        int value = BigEndian.int32(bytes, position);
        position += 4;
        return value;
    }

    public long i64() {
        need(8);
        long value = BigEndian.int64(bytes, position);
        position += 8;
        return value;
    }

    /** A number of things, each of at least one byte. */
    public int count(int most) {
        int count = i32();
        if (count < 0 || count > most || count > remaining()) {
            throw new WireException("a count is " + Integer.toUnsignedString(count) + ", the most is " + most);
        }
        return count;
    }

    public byte[] blob(int most) {
        int length = i32();
        if (length < 0 || length > most || length > remaining()) {
            throw new WireException("a length is " + Integer.toUnsignedString(length) + ", the most is "
                    + Math.min(most, remaining()));
        }
        byte[] value = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return value;
    }

    /** A text of at most so many characters. */
    public String text(int most) {
        byte[] value = blob(Math.multiplyExact(most, 3));
        String text = Texts.decode(value, 0, value.length);
        if (text.length() > most) {
            throw new WireException("a text has " + text.length() + " characters, the most is " + most);
        }
        return text;
    }

    /** Passes over bytes that are read elsewhere. */
    public void skip(int length) {
        need(length);
        position += length;
    }

    /** @throws WireException where bytes are left */
    public void end() {
        if (position != end) {
            throw new WireException("a frame has " + (end - position) + " bytes too many");
        }
    }

    private void need(int length) {
        if (length < 0 || end - position < length) {
            throw new WireException("a frame ends too early");
        }
    }
}
