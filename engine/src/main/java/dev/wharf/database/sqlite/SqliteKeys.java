package dev.wharf.database.sqlite;

import dev.wharf.wire.FloatText;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** What a key that is known as text may be in the file, as {@link SqliteBound} writes it. */
final class SqliteKeys {

    private SqliteKeys() {}

    /** The text itself; besides the number that is written so, and the bytes, which a column without affinity tells apart. */
    static List<String> forms(String text) {
        List<String> forms = new ArrayList<>(2);
        forms.add("t" + text);
        try {
            long number = Long.parseLong(text);
            if (Long.toString(number).equals(text)) {
                forms.add("i" + number);
                return forms;
            }
        } catch (NumberFormatException e) {
            // Not a whole number.
        }
        try {
            double number = Double.parseDouble(text.endsWith("Inf") ? text + "inity" : text);
            if (FloatText.sqlite(number).equals(text)) {
                forms.add("r" + Long.toHexString(Double.doubleToRawLongBits(number)));
                return forms;
            }
        } catch (NumberFormatException e) {
            // Not a number.
        }
        if (text.startsWith("\\x") && text.length() % 2 == 0) {
            try {
                forms.add("b" + HexFormat.of().formatHex(HexFormat.of().parseHex(text, 2, text.length())));
            } catch (IllegalArgumentException e) {
                // Not bytes.
            }
        }
        return forms;
    }
}
