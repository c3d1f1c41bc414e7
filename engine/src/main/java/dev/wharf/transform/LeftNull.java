package dev.wharf.transform;

import dev.wharf.plan.Reference;
import java.util.List;
import java.util.Objects;

/** What is said of references that find nothing, the same in every run, so that a later one knows which they were. */
public final class LeftNull {

    private LeftNull() {}

    /** Of a reference that is left NULL. */
    public static String reason(Reference reference) {
        return missing(reference) + "; " + column(reference) + " stays NULL";
    }

    /** Of one that a closing pass had left NULL, and filled after all in the same run. */
    public static String filled(Reference reference) {
        return column(reference) + " was filled once its row of " + reference.entity() + " was migrated after all";
    }

    /** Of one that an earlier run left NULL, that would find its row now, and that this run does not write. */
    public static String fillable(Reference reference) {
        return column(reference) + " was left NULL by an earlier run; "
                + (reference.entity() != null
                        ? "its row of " + reference.entity() + " was migrated since"
                        : "it matches a row of " + reference.table() + " now");
    }

    /** Which columns find nothing, and where. */
    public static String missing(Reference reference) {
        return String.join(", ", from(reference))
                + (reference.entity() != null
                        ? " refers to no row of " + reference.entity() + " that was migrated"
                        : " matches no row of " + reference.table());
    }

    /** The extract's columns that it refers by. */
    public static List<String> from(Reference reference) {
        return reference.entity() != null
                ? reference.from()
                : List.copyOf(Objects.requireNonNull(reference.match()).values());
    }

    private static String column(Reference reference) {
        return reference.fills() == null ? reference.column() : reference.fills().column();
    }
}
