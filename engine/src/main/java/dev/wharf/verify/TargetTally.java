package dev.wharf.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was found of a step's rows in one table of the target. */
final class TargetTally {

    private static final int SHOWN = 5;

    private long mapped;
    private long present;
    private long hashed;
    private long same;
    private long rewritten;
    private final Map<String, Integer> unknownColumns = new TreeMap<>();
    private final List<String> missing = new ArrayList<>();
    private long missingCount;
    private final List<String> changed = new ArrayList<>();
    private long changedCount;

    void present() {
        mapped++;
        present++;
    }

    void missing(String key) {
        mapped++;
        missingCount++;
        if (missing.size() < SHOWN) {
            missing.add(key);
        }
    }

    void same() {
        hashed++;
        same++;
    }

    /** A later run wrote it again, so this run's hash says nothing of it. */
    void rewritten() {
        hashed++;
        rewritten++;
    }

    void changed(String key) {
        hashed++;
        changedCount++;
        if (changed.size() < SHOWN) {
            changed.add(key);
        }
    }

    void unknownColumn(String column) {
        unknownColumns.merge(column, 1, Integer::sum);
    }

    VerifyCheck rows(String step, String table) {
        return new VerifyCheck(
                "rows " + table, step, rows(mapped), rows(present) + named("missing", missingCount, missing), missingCount == 0);
    }

    VerifyCheck checksum(String step, String table) {
        String gone = unknownColumns.isEmpty() ? "" : ", no column " + String.join(", ", unknownColumns.keySet()) + " any more";
        String later = rewritten == 0 ? "" : ", " + rewritten + " written again by a later run";
        return new VerifyCheck(
                "checksum " + table,
                step,
                rows(hashed) + " as written",
                rows(same) + " as written" + later + named("changed", changedCount, changed) + gone,
                changedCount == 0 && unknownColumns.isEmpty());
    }

    private static String named(String what, long count, List<String> keys) {
        return count == 0
                ? ""
                : ", " + count + " " + what + " (" + String.join(", ", keys) + (count > keys.size() ? ", …" : "") + ")";
    }

    static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }
}
