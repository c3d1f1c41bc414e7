package dev.wharf.database;

/** The text of an extract as it can stand in parentheses. */
public final class ExtractText {

    private ExtractText() {}

    /** Without the blanks and the semicolon that may end a statement in a file. */
    public static String bare(String sql) {
        return withoutEnd(sql).strip();
    }

    /** The same with its blanks at the beginning, so that places in it are places in the file. */
    public static String withoutEnd(String sql) {
        String text = sql.stripTrailing();
        return text.endsWith(";") ? text.substring(0, text.length() - 1).stripTrailing() : text;
    }
}
