package dev.wharf.wire;

/** Why a container gave up. Its ordinal is on the wire. */
public enum FailCode {
    /** The class could not be loaded, initialised or instantiated. */
    CLASS_REFUSED,
    /** A row overran its CPU time. */
    ROW_TIMEOUT,
    /** Java code ran out of memory in a way that the virtual machine survives. */
    OUT_OF_MEMORY,
    /** The compiler needed more time or stack than it has. */
    COMPILER_OVERRUN,
    /** The container found the engine's frames wrong, or itself. */
    DEFECT;

    private static final FailCode[] BY_ID = values();

    /** @throws WireException where no code has that id */
    public static FailCode byId(int id) {
        if (id >= BY_ID.length) {
            throw new WireException("no failure has the code " + id);
        }
        return BY_ID[id];
    }
}
