package dev.wharf.plan;

/**
 * When rejects stop a step: once more than {@code share} (0 to 1) of its rows and more than {@code atLeast} are rejected.
 *
 * @param values whether the engine's reasons may hold the value
 */
public record RejectLimit(double share, long atLeast, boolean values) {

    public static final RejectLimit DEFAULT = new RejectLimit(0.01, 100, false);

    public RejectLimit {
        if (!(share >= 0 && share <= 1) || atLeast < 0) {
            throw new IllegalArgumentException("rejects takes a share from 0% to 100% and a number of rows from 0 on");
        }
    }

    public boolean exceeded(long rejected, long total) {
        return rejected > atLeast && rejected > share * total;
    }
}
