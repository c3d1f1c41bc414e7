package dev.wharf.database;

/** What a write does where a row with its key is there already. */
public enum WriteMode {
    /** The row is an error. */
    INSERT("insert"),
    /** The columns that are set are updated. */
    UPSERT("upsert"),
    /** The row that is there stays as it is. */
    SKIP_EXISTING("skip-existing");

    private final String word;

    WriteMode(String word) {
        this.word = word;
    }

    /** As plans write it. */
    public String word() {
        return word;
    }
}
