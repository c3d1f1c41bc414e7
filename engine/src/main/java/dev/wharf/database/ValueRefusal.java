package dev.wharf.database;

/**
 * A value that its column cannot keep exactly. The message is the rule, such as "holds at most 20 characters, the value has
 * 35"; it never holds the value itself.
 */
public final class ValueRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ValueRefusal(String rule) {
        super(rule, null, false, false);
    }

    public String rule() {
        return String.valueOf(getMessage());
    }
}
