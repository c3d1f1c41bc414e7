package dev.wharf.trial;

/** What a row turned out to depend on besides itself. */
public enum Cause {
    /** It differs in another container that is just the same. */
    EVERY_START,
    /** It differs with other rows before it. */
    ROW_ORDER,
    LOCALE,
    ZONE,
    CHARSET,
    LINE_END,
    IDENTITY,
    MACHINE,
    /** It differs where all of these differ, and where each of them does alone it does not. */
    TOGETHER;

    /**
     * Whether every run has it alike, by an option of the image that no setting changes, so that no row differs for it; and
     * honest classes do depend on it, as by toLowerCase(). The zone is pinned too, but no gate lets a class ask for it, and
     * today's date differs by it.
     */
    public boolean isPinned() {
        return switch (this) {
            case LOCALE, CHARSET, LINE_END, IDENTITY -> true;
            case EVERY_START, ROW_ORDER, ZONE, MACHINE, TOGETHER -> false;
        };
    }
}
