package dev.wharf.explain;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The reasons for which a class leaves rows out, read from its text: those that are written as one literal. */
final class RejectWords {

    private static final Pattern CALL = Pattern.compile("\\.(reject|skip)\\s*\\(\\s*(\"(?:[^\"\\\\]|\\\\.)*\")?\\s*(\\))?");

    private RejectWords() {}

    /** Each with what becomes of the row: rejected or skipped. */
    static List<String> of(String java) {
        Set<String> reasons = new LinkedHashSet<>();
        Matcher matcher = CALL.matcher(java);
        while (matcher.find()) {
            String what = matcher.group(1).equals("skip") ? "skipped" : "rejected";
            boolean whole = matcher.group(2) != null && matcher.group(3) != null;
            reasons.add(whole ? what + ": " + text(matcher.group(2)) : what + " for a reason that the class works out");
        }
        return new ArrayList<>(reasons);
    }

    private static String text(String literal) {
        return literal.substring(1, literal.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
