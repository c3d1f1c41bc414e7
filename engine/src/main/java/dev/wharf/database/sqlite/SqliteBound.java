package dev.wharf.database.sqlite;

import dev.wharf.database.Utf8;
import dev.wharf.database.ValueRefusal;
import dev.wharf.wire.BigEndian;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * One value with its storage class: as text in a {@link dev.wharf.database.KeyBound}, bound to a statement. The text is the
 * class's letter (as in the layout DYNAMIC) and then digits, the bits of a REAL, the text, or hexadecimal digits.
 */
final class SqliteBound {

    private SqliteBound() {}

    /** @param bytes a value in the layout DYNAMIC */
    static String text(byte[] bytes, int offset, int length) {
        return switch (bytes[offset]) {
            case 'i' -> "i" + BigEndian.int64(bytes, offset + 1);
            case 'r' -> "r" + Long.toHexString(BigEndian.int64(bytes, offset + 1));
            case 't' -> "t" + new String(bytes, offset + 1, length - 1, StandardCharsets.UTF_8);
            default -> "b" + HexFormat.of().formatHex(bytes, offset + 1, offset + length);
        };
    }

    static void bind(PreparedStatement statement, int index, String bound) throws SQLException {
        String rest = bound.substring(1);
        switch (bound.charAt(0)) {
            case 'i' -> statement.setLong(index, Long.parseLong(rest));
            case 'r' -> statement.setDouble(index, Double.longBitsToDouble(Long.parseUnsignedLong(rest, 16)));
            case 't' -> statement.setString(index, rest);
            default -> statement.setBytes(index, HexFormat.of().parseHex(rest));
        }
    }

    /**
     * Binds a value in the layout DYNAMIC; a length of -1 is NULL.
     *
     * @throws ValueRefusal for text that is not UTF-8, of which the driver's strings would make something else
     */
    static void bind(PreparedStatement statement, int index, byte[] bytes, int offset, int length) throws SQLException {
        if (length < 0) {
            statement.setNull(index, Types.NULL);
            return;
        }
        switch (bytes[offset]) {
            case 'i' -> statement.setLong(index, BigEndian.int64(bytes, offset + 1));
            case 'r' -> statement.setDouble(index, BigEndian.float8(bytes, offset + 1));
            case 't' -> statement.setString(index, Utf8.decode(bytes, offset + 1, length - 1));
            default -> statement.setBytes(index, Arrays.copyOfRange(bytes, offset + 1, offset + length));
        }
    }
}
