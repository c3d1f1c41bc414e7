package dev.wharf.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Text in UTF-8, without replacement characters for what is none. */
public final class Texts {

    private Texts() {}

    /** @throws WireException where the bytes are not UTF-8 */
    public static String decode(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        // The decoder puts U+FFFD for what it cannot read; only where one stands is it worth to look again.
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8Slowly(bytes, offset, length)) {
            throw new WireException("the text is not valid UTF-8");
        }
        return text;
    }

    /** @throws WireException where the text has half a surrogate pair */
    public static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // Half a pair becomes a question mark; only where both may be is it worth to look again.
        if (bytes.length != text.length() && hasHalfPair(text)) {
            throw new WireException("the text has half a surrogate pair, which is no character");
        }
        if (bytes.length == text.length() && hasSurrogate(text, bytes)) {
            throw new WireException("the text has half a surrogate pair, which is no character");
        }
        return bytes;
    }

    /** Whether the bytes are UTF-8: no overlong form, no surrogate, nothing beyond U+10FFFF. */
    public static boolean isUtf8(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int i = offset;
        while (i + 8 <= end && (BigEndian.int64(bytes, i) & 0x8080808080808080L) == 0) {
            i += 8;
        }
        while (i < end && bytes[i] >= 0) {
            i++;
        }
        return i == end || isUtf8Slowly(bytes, i, end - i);
    }

    private static boolean isUtf8Slowly(byte[] bytes, int offset, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, offset, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static boolean hasSurrogate(String text, byte[] bytes) {
        // As many bytes as characters: either all of it is ASCII, or a question mark stands for half a pair.
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '?' && text.charAt(i) != '?') {
                return true;
            }
        }
        return false;
    }

    private static boolean hasHalfPair(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return true;
            }
        }
        return false;
    }
}
