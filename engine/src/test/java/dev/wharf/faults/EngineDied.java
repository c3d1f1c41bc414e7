package dev.wharf.faults;

/** The engine is dead from here on: whatever it still tries, cleaning up included, reaches nobody. */
final class EngineDied extends Error {

    private static final long serialVersionUID = 1L;

    EngineDied() {
        super("the engine died", null, false, false);
    }
}
