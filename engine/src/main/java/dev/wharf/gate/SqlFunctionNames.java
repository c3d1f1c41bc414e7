package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import java.util.List;

/** The functions that an extract may call without asking, for those who write extracts. */
public final class SqlFunctionNames {

    private SqlFunctionNames() {}

    /** Sorted. */
    public static List<String> of(Dialect dialect) {
        return SqlVocabulary.of(dialect).names();
    }
}
