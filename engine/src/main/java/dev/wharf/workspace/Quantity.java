package dev.wharf.workspace;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes and durations as people write them. */
final class Quantity {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})\\s*([kmg])(?:i?b)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h)");

    private Quantity() {}

    /** {@code 512m} is 512 MiB; empty where the text is no size. */
    static Optional<Long> bytes(String text) {
        Matcher match = SIZE.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        int shift = switch (match.group(2).toLowerCase(Locale.ROOT)) {
            case "k" -> 10;
            case "m" -> 20;
            default -> 30;
        };
        return Optional.of(Long.parseLong(match.group(1)) << shift);
    }

    /** {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}; empty where the text is no duration. */
    static Optional<Duration> duration(String text) {
        Matcher match = DURATION.matcher(text.strip());
        if (!match.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(match.group(1));
        return Optional.of(
                switch (match.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                });
    }
}
