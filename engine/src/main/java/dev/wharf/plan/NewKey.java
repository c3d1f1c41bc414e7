package dev.wharf.plan;

import java.util.List;

/** A key that the engine makes, read by the class as a source column. */
public record NewKey(String column, List<String> from, Kind kind) {

    public NewKey {
        from = List.copyOf(from);
    }

    public enum Kind {
        /** Version 5 over entity and key in the plan's namespace. */
        UUID,
        /** A number of the target, reserved and kept with the range. */
        SEQUENCE
    }
}
