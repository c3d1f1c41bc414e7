package dev.wharf.gate;

/**
 * Which characters a reader cannot see or that make what is shown differ from what is read. By category, so that
 * characters a later Unicode assigns are refused until this JDK knows them, and by the few letters and marks that are
 * invisible by design (Unicode, Default_Ignorable_Code_Point).
 */
final class Characters {

    private Characters() {}

    /** Whether a code point is invisible, changes the direction of text, or is no character at all. A space and line ends are not. */
    static boolean hidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT,
                    Character.CONTROL,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                codePoint != '\n' && codePoint != '\r' && codePoint != '\t';
            case Character.SPACE_SEPARATOR -> codePoint != ' ';
            default -> ignorable(codePoint);
        };
    }

    private static boolean ignorable(int c) {
        return c == 0x034F // combining grapheme joiner
                || c == 0x115F
                || c == 0x1160
                || c == 0x3164
                || c == 0xFFA0 // fillers of Hangul
                || c == 0x17B4
                || c == 0x17B5 // inherent vowels of Khmer
                || (c >= 0x180B && c <= 0x180F) // Mongolian selectors
                || c == 0x2800 // the empty pattern of Braille
                || (c >= 0xFE00 && c <= 0xFE0F) // variation selectors
                || (c >= 0xE0000 && c <= 0xE0FFF);
    }
}
