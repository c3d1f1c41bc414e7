package dev.wharf.database;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says why a SELECT is no extract; the code is {@code extract-refused}. */
public final class ExtractRefusal {

    private static final String CODE = "extract-refused";

    private ExtractRefusal() {}

    /**
     * What the database said of the text.
     *
     * @param state the product's own code for the error
     * @param position of the character at fault in {@code sql}, from 1; 0 or less where it is not known
     * @param reason names only, no values; empty where it could hold some
     * @param hint the database's advice, null where it gave none
     */
    public static WharfException of(
            String state, String sql, int position, String reason, @Nullable String hint, Throwable cause) {
        return new WharfException(
                Kind.DATA,
                CODE,
                "The extract is refused by the database (" + state + place(sql, position) + ")"
                        + (reason.isEmpty() ? "" : ": " + reason) + ".",
                hint == null ? "Correct the extract's SQL: it must be one SELECT over what `wharf survey` shows." : hint,
                SqlFault.at(state, sql, position, reason, cause));
    }

    public static WharfException severalStatements() {
        return refused(
                "The extract holds more than one statement.",
                "Leave one SELECT in it; the engine adds order, ranges and limits by itself.");
    }

    public static WharfException parameters(Throwable cause) {
        return new WharfException(
                Kind.DATA, CODE, "The extract holds a parameter such as $1, and nobody gives it a value.", "Write the value itself.", cause);
    }

    private static String place(String sql, int position) {
        if (position < 1 || position > sql.length()) {
            return "";
        }
        String before = sql.substring(0, position - 1);
        long line = before.chars().filter(c -> c == '\n').count() + 1;
        return ", line " + line + ", column " + (position - 1 - before.lastIndexOf('\n'));
    }

    /** @throws WharfException where a column has no name or the name of another, or the key is not among them */
    public static void requireNames(List<ExtractColumn> columns, List<String> key) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            if (name.isEmpty() || name.equals("?column?")) {
                throw refused(
                        "Column " + (i + 1) + " of the extract has no name, and a class reads columns by name.",
                        "Give the expression a name: AS name.");
            }
            if (!seen.add(name)) {
                throw refused(
                        "The extract has two columns of the name " + name + ".",
                        "Give one of them another name by AS, or leave it out.");
            }
        }
        for (String part : key) {
            if (!seen.contains(part)) {
                throw refused(
                        "The key's column " + part + " is not in the extract, which has " + String.join(", ", seen.stream().sorted().toList())
                                + ".",
                        "Add the column to the SELECT, or choose a key from its columns.");
            }
        }
    }

    private static WharfException refused(String message, String next) {
        return new WharfException(Kind.DATA, CODE, message, next);
    }
}
