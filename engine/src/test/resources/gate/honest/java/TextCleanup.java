import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.regex.Pattern;

public class TextCleanup implements RowMigration {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\r\n\t]]");
    private static final Pattern SPACES = Pattern.compile("[ \\t\\x0B\\f]+");
    private static final Pattern BLANK_LINES = Pattern.compile("(\\r?\\n){3,}");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String notes = source.text("notes");
        if (notes != null) {
            notes = CONTROL.matcher(notes).replaceAll("");
            notes = notes.replace("\r\n", "\n").replace('\r', '\n').replace('\t', ' ');
            notes = SPACES.matcher(notes).replaceAll(" ");
            notes = BLANK_LINES.matcher(notes).replaceFirst("\n\n");
            notes = notes.translateEscapes().stripIndent().strip();
            if (notes.isEmpty()) notes = null;
        }
        target.insert("notes").copy("id", "id").set("body", notes).set("title", notes == null ? null : title(notes)).set("lines", notes == null ? 0L : notes.lines().count());
    }

    private static String title(String notes) {
        String first = notes.lines().findFirst().orElse("");
        StringBuilder out = new StringBuilder(first.length());
        boolean upper = true;
        for (int i = 0; i < first.length(); ) {
            int cp = first.codePointAt(i);
            out.appendCodePoint(upper ? Character.toTitleCase(cp) : Character.toLowerCase(cp));
            upper = Character.isWhitespace(cp) || cp == '-';
            i += Character.charCount(cp);
        }
        return out.toString();
    }
}
