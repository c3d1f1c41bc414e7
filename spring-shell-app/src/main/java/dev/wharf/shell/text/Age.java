package dev.wharf.shell.text;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** How long something is ago, as a person says it. */
public final class Age {

    private Age() {}

    /**
     * Rounded down to one or two units: {@code 12 s}, {@code 17 min}, {@code 3 h 5 min}, {@code 2 d 4 h}.
     *
     * @param from ISO 8601 with an offset or Z; where clocks differ and it lies after {@code to}, the age is 0 s
     */
    public static String between(String from, Instant to) {
        Duration age = Duration.between(OffsetDateTime.parse(from).toInstant(), to);
        if (age.isNegative()) {
            return "0 s";
        }
        if (age.toMinutes() == 0) {
            return age.toSeconds() + " s";
        }
        if (age.toHours() == 0) {
            return age.toMinutes() + " min";
        }
        return age.toDays() == 0
                ? age.toHours() + " h " + age.toMinutesPart() + " min"
                : age.toDays() + " d " + age.toHoursPart() + " h";
    }
}
