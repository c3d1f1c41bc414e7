package dev.wharf.wire;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** UUIDs as 16 bytes and in their canonical text form. */
public final class UuidCodec {

    public static final int BYTES = 16;

    private UuidCodec() {}

    public static UUID decode(byte[] bytes, int offset) {
        return new UUID(BigEndian.int64(bytes, offset), BigEndian.int64(bytes, offset + 8));
    }

    public static void encode(UUID uuid, PayloadWriter out) {
        out.u64(uuid.getMostSignificantBits()).u64(uuid.getLeastSignificantBits());
    }

    /** Reads the canonical form of RFC 9562, lower case with four hyphens; null where the text is another. */
    public static @Nullable UUID parse(String text) {
        if (text.length() != 36) {
            return null;
        }
        long most = 0;
        long least = 0;
        for (int i = 0; i < 36; i++) {
            char c = text.charAt(i);
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                if (c != '-') {
                    return null;
                }
                continue;
            }
            int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
            if (digit < 0) {
                return null;
            }
            if (i < 18) {
                most = most << 4 | digit;
            } else {
                least = least << 4 | digit;
            }
        }
        return new UUID(most, least);
    }
}
