package dev.wharf.plan;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;

/** A plan's name, which is its folder's name too. */
public record PlanName(String value) {

    private static final String RULE = "[A-Za-z0-9][A-Za-z0-9_-]{0,63}";

    public PlanName {
        if (!valid(value)) {
            throw new WharfException(
                    Kind.USAGE,
                    "plan-name",
                    "A plan cannot be named " + (value.isEmpty() ? "by an empty text" : value)
                            + ": a name has 1 to 64 letters, digits, - and _, and begins with a letter or a digit.",
                    "Name it by what it moves, such as technician-roles.");
        }
    }

    public static boolean valid(String text) {
        return text.matches(RULE);
    }

    @Override
    public String toString() {
        return value;
    }
}
