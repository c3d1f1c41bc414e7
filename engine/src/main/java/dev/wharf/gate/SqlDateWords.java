package dev.wharf.gate;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words that PostgreSQL's date input knows (documentation, appendix B). A text with any other word is no date, whatever
 * else is in it.
 */
final class SqlDateWords {

    private static final Set<String> CLOCK = Set.of("now", "today", "tomorrow", "yesterday");
    private static final Pattern WORD = Pattern.compile("[a-z]+");
    /** What makes a zone of any word, such as {@code foo+3}. */
    private static final String JOINS = "+-/_:.0123456789";
    /** The lengths of zones' abbreviations. */
    private static final int SHORTEST_ZONE = 3;

    private static final int LONGEST_ZONE = 6;
    private static final Set<String> KNOWN = known();

    private SqlDateWords() {}

    private static Set<String> known() {
        Set<String> words = new HashSet<>(Set.of(
                "ad", "bc", "am", "pm", "at", "on", "t", "z", "ut", "j", "jd", "julian", "y", "m", "d", "h", "s", "mm", "dow", "doy",
                "isodow", "isoyear", "allballs", "epoch", "infinity", "invalid", "undefined", "current", "late", "early", "zulu",
                "january", "february", "august", "september", "october", "november", "december", "monday", "tuesday",
                "wednesday", "thursday", "saturday", "sunday", "localtime", "factory", "posixrules"));
        ZoneId.getAvailableZoneIds().stream()
                .flatMap(zone -> Arrays.stream(zone.toLowerCase(Locale.ROOT).split("[^a-z]+")))
                .forEach(words::add);
        words.addAll(CLOCK);
        return Set.copyOf(words);
    }

    /** Whether a text may be read as the present time, or as a day near to it, where a date is expected. */
    static boolean mayBeClock(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        Matcher word = WORD.matcher(lower);
        boolean clock = false;
        while (word.find()) {
            clock |= CLOCK.contains(word.group());
            if (!mayBeOfDate(word.group(), lower, word.start(), word.end())) {
                return false;
            }
        }
        return clock;
    }

    private static boolean mayBeOfDate(String word, String text, int start, int end) {
        boolean zone = word.length() >= SHORTEST_ZONE && word.length() <= LONGEST_ZONE;
        boolean joined = JOINS.indexOf(before(text, start)) >= 0 || (end < text.length() && JOINS.indexOf(text.charAt(end)) >= 0);
        return zone || joined || KNOWN.contains(word);
    }

    private static char before(String text, int start) {
        return start == 0 ? ' ' : text.charAt(start - 1);
    }
}
