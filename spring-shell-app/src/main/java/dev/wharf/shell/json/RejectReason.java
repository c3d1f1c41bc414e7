package dev.wharf.shell.json;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why a row was rejected, for people. Documents and audit tables keep a reason as it is recorded. */
final class RejectReason {

    /** What stands under rows on which a class threw. */
    static final String NEXT = "A class that throws on a row rejects it: read the column by the accessor of its type, or catch what you expect"
            + " and say what is wrong with the row by reject(…).";

    /** How the runner tells an exception of a class: its name, the class's line, its message. */
    private static final Pattern THROWN =
            Pattern.compile("(?s)^(?:[a-z_]\\w*\\.)+([A-Z][\\w$]*)(?: \\((\\S+ line \\d+)\\))?(?:: (.*))?$");

    private RejectReason() {}

    /** Whether the class threw, so that nobody chose these words. */
    static boolean thrown(String reason) {
        return THROWN.matcher(reason).matches();
    }

    static String shown(String reason) {
        Matcher thrown = THROWN.matcher(reason);
        if (!thrown.matches()) {
            return reason;
        }
        String where = thrown.group(2) == null ? "the class" : thrown.group(2);
        return where + " throws " + thrown.group(1) + (thrown.group(3) == null ? "" : ": " + thrown.group(3));
    }
}
