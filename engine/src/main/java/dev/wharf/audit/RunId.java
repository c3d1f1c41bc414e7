package dev.wharf.audit;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names a run: 1 to 80 letters, digits, dots, dashes and underscores. */
public record RunId(String value) {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final String ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    public RunId {
        if (!value.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}")) {
            throw new WharfException(
                    Kind.USAGE,
                    "run-id",
                    "\"" + value + "\" cannot name a run: it takes 1 to 80 letters, digits, dots, dashes and underscores.",
                    "Give another --run-id, or none.");
        }
    }

    /** A new id that sorts by time and says its plan. */
    public static RunId next(String plan, Instant now) {
        StringBuilder tail = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            tail.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        String rest = plan.replaceAll("[^A-Za-z0-9._-]", "-");
        return new RunId(TIME.format(now) + "-" + tail + "-" + rest.substring(0, Math.min(rest.length(), 40)));
    }

    @Override
    public String toString() {
        return value;
    }
}
