package dev.wharf.run;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Rows that overran their time once. Each is tried alone in a fresh container, and rejected only if it overruns there too.
 * Safe for several threads.
 */
final class Suspects {

    private static final int MOST = 10;

    private final Set<String> keys = ConcurrentHashMap.newKeySet();
    private final Set<String> convicted = ConcurrentHashMap.newKeySet();

    void add(String sourceKey) {
        keys.add(sourceKey);
    }

    boolean has(String sourceKey) {
        return !keys.isEmpty() && keys.contains(sourceKey);
    }

    /** A row overran alone too. The tenth stops the run. */
    void convict(String step, String sourceKey) {
        convicted.add(sourceKey);
        if (convicted.size() >= MOST) {
            throw new WharfException(
                    Kind.DATA,
                    "slow-rows",
                    MOST + " rows of step " + step + " took longer than sandbox.row-timeout, the last of them " + sourceKey + ".",
                    "Look for a loop or a costly regular expression in the class, or raise sandbox.row-timeout.");
        }
    }
}
