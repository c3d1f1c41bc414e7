package dev.wharf.author.template;

import java.util.List;
import java.util.Optional;

/** What numbers of a time count since 1970, as far as the numbers themselves tell. */
final class EpochUnit {

    static final String SECONDS = "seconds";
    static final String MILLISECONDS = "milliseconds";

    /** 1990 to 2100 in seconds; as milliseconds the same numbers would all lie within six weeks of 1970. */
    private static final long FIRST = 631_152_000L;
    private static final long LAST = 4_102_444_800L;
    private static final int THOUSAND = 1_000;

    private EpochUnit() {}

    /** Empty where there are no values, or where any of them is no time of our days in the one unit that the others are in. */
    static Optional<String> told(List<String> values) {
        if (values.isEmpty()) {
            return Optional.empty();
        }
        if (values.stream().allMatch(value -> within(value, 1))) {
            return Optional.of(SECONDS);
        }
        return values.stream().allMatch(value -> within(value, THOUSAND)) ? Optional.of(MILLISECONDS) : Optional.empty();
    }

    private static boolean within(String value, long unit) {
        try {
            long number = Long.parseLong(value);
            return number >= FIRST * unit && number <= LAST * unit;
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
