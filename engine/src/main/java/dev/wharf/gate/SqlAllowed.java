package dev.wharf.gate;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a text may rely on beyond the guard's own lists.
 *
 * @param functions further functions that the plan allows, by name
 * @param textColumns names of columns that are texts wherever the source has one of the name; lower case
 */
public record SqlAllowed(Set<String> functions, Set<String> textColumns) {

    public static final SqlAllowed NOTHING = new SqlAllowed(Set.of(), Set.of());

    public SqlAllowed {
        functions = lower(functions);
        textColumns = lower(textColumns);
    }

    /** Further functions alone. */
    public static SqlAllowed functions(Set<String> names) {
        return new SqlAllowed(names, Set.of());
    }

    private static Set<String> lower(Set<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
    }
}
