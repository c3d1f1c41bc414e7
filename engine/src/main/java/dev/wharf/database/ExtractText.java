package dev.wharf.database;

/** The text of an extract as it can stand in parentheses. */
public final class ExtractText {

    private ExtractText() {}

    /** Without the blanks and the semicolon that may end a statement in a file. */
    public static String bare(String sql) {
        String bare = sql.strip();
        return bare.endsWith(";") ? bare.substring(0, bare.length() - 1).stripTrailing() : bare;
    }
}
