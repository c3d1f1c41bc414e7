package dev.wharf.plan;

import dev.wharf.failure.Nearest;
import java.util.Collection;

/** Says which name somebody who mistyped probably meant. */
public final class NearestName {

    private NearestName() {}

    /** "Did you mean x?" or, where nothing is near, {@code otherwise}. */
    public static String hint(String typed, Collection<String> known, String otherwise) {
        return Nearest.to(typed, known).map(name -> "Did you mean " + name + "?").orElse(otherwise);
    }
}
