package dev.wharf.author;

import dev.wharf.plan.Plan;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an author wrote.
 *
 * @param files the texts of the SQL and Java files that the plan names, by name
 * @param notes what the user should know and the plan does not say: tables and columns that go nowhere, values that will not fit
 */
public record Draft(Plan plan, Map<String, String> files, List<String> notes) {

    public Draft {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        notes = List.copyOf(notes);
    }
}
