package dev.wharf.shell.line;

import java.util.ArrayList;
import java.util.List;

/** Splits a line into words as a POSIX shell does: blanks separate, quotes and backslashes keep together. */
public final class Words {

    private Words() {}

    /** @throws dev.wharf.failure.WharfException of kind USAGE for a quote that is not closed */
    public static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean begun = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quote == '\'') {
                if (c == '\'') {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (quote == '"') {
                if (c == '"') {
                    quote = 0;
                } else if (c == '\\' && i + 1 < line.length() && "\"\\$`".indexOf(line.charAt(i + 1)) >= 0) {
                    word.append(line.charAt(++i));
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                begun = true;
            } else if (c == '\\' && i + 1 < line.length()) {
                word.append(line.charAt(++i));
                begun = true;
            } else if (Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                    word.setLength(0);
                    begun = false;
                }
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw Usage.error(
                    "quote-open",
                    "The line ends inside a quote that begins with " + quote + ".",
                    "Close the quote, or write \\" + quote + " for the character itself.");
        }
        if (begun) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }
}
