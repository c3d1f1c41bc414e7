package dev.wharf.wire;

/** Texts that a container says and a person reads: bounded, on one line, nothing that a terminal obeys. */
public final class Reasons {

    private static final String CUT = " …";

    private Reasons() {}

    /** Puts a space for what a terminal obeys or nobody sees, and cuts what is longer than {@link Limits#REASON_CHARS}. */
    public static String cap(String reason) {
        String text = isPlain(reason, Math.min(reason.length(), Limits.REASON_CHARS)) ? reason : plain(reason);
        if (text.length() <= Limits.REASON_CHARS) {
            return text;
        }
        int end = Limits.REASON_CHARS - CUT.length();
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + CUT;
    }

    /** Whether {@link #cap} would leave the text as it is. */
    public static boolean isCapped(String text) {
        return text.length() <= Limits.REASON_CHARS && isPlain(text, text.length());
    }

    private static boolean isPlain(String text, int length) {
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' && !isHarmless(text, i)) {
                return false;
            }
        }
        return true;
    }

    private static String plain(String reason) {
        // One character more than is kept, so that the cut is still seen.
        int length = Math.min(reason.length(), Limits.REASON_CHARS + 1);
        StringBuilder out = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = reason.charAt(i);
            out.append(c >= ' ' && c <= '~' || c > '~' && isHarmless(reason, i) ? c : ' ');
        }
        return out.toString();
    }

    private static boolean isHarmless(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))
                    && isVisible(text.codePointAt(i));
        }
        if (Character.isLowSurrogate(c)) {
            return i > 0 && Character.isHighSurrogate(text.charAt(i - 1)) && isVisible(text.codePointAt(i - 1));
        }
        return isVisible(c);
    }

    private static boolean isVisible(int codePoint) {
        return switch (Character.getType(codePoint)) {
            // Controls, bidirectional and zero-width formats, line ends, private use, nothing at all.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
