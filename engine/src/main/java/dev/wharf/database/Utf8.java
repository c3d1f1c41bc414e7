package dev.wharf.database;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Text as bytes. Nothing is ever replaced: bytes that are not UTF-8 are found, not repaired. */
public final class Utf8 {

    private Utf8() {}

    /** The text, or null where the bytes are not UTF-8 (which has no surrogates). */
    public static @Nullable String strict(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        if (text.indexOf('\uFFFD') < 0) {
            return text;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, offset, length))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /** @throws ValueRefusal where the bytes are not UTF-8 */
    public static String decode(byte[] bytes, int offset, int length) {
        String text = strict(bytes, offset, length);
        if (text == null) {
            throw new ValueRefusal("takes text in valid UTF-8");
        }
        return text;
    }

    /** How many characters (code points) valid UTF-8 has. */
    public static int characters(byte[] bytes, int offset, int length) {
        int characters = 0;
        for (int i = offset; i < offset + length; i++) {
            if ((bytes[i] & 0xC0) != 0x80) {
                characters++;
            }
        }
        return characters;
    }

    public static boolean holdsNul(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** How long the text is without the blanks at its end. */
    public static int withoutTrailingBlanks(byte[] bytes, int offset, int length) {
        int end = length;
        while (end > 0 && bytes[offset + end - 1] == ' ') {
            end--;
        }
        return end;
    }

    /** Whether a string has a surrogate without its other half, which no UTF-8 can hold. */
    public static boolean holdsLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            boolean pair = Character.isHighSurrogate(c) && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (!pair) {
                return true;
            }
            i++;
        }
        return false;
    }
}
