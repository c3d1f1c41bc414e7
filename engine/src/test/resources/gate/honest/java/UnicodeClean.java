import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.regex.Pattern;

public class UnicodeClean implements RowMigration {
    private static final char NBSP = '\u00A0';
    private static final String ZERO_WIDTH = "[\u200B\u200C\u200D\uFEFF]";
    private static final Pattern COMBINING = Pattern.compile("\\p{M}+");
    private static final Pattern QUOTES = Pattern.compile("[\\u201C\\u201D\\u00AB\\u00BB]");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String text = source.text("comment");
        if (text == null) {
            target.skip("no comment");
            return;
        }
        String clean = text.replace(NBSP, ' ').replace("\u0000", "").replaceAll(ZERO_WIDTH, "");
        clean = QUOTES.matcher(clean).replaceAll("\"");
        clean = COMBINING.matcher(clean).replaceAll("").replace("…", "...").replace("–", "-");
        target.insert("comments").copy("id", "id").set("body", clean).set("ascii", clean.chars().allMatch(c -> c < 128));
    }
}
