package dev.wharf.author;

import dev.wharf.author.subset.Subset;
import dev.wharf.plan.Plan;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an author wrote.
 *
 * @param files the texts of the SQL and Java files that the plan names, by name
 * @param notes what the user should know and the plan does not say: tables and columns that go nowhere, values that will not fit
 * @param subset what comes along with the picked rows; null where no subset was asked for
 */
public record Draft(Plan plan, Map<String, String> files, List<String> notes, @Nullable Subset subset) {

    public Draft {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        notes = List.copyOf(notes);
    }

    /** Of a request for no subset. */
    public Draft(Plan plan, Map<String, String> files, List<String> notes) {
        this(plan, files, notes, null);
    }
}
