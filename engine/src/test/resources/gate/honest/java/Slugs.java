import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

public class Slugs implements RowMigration {
    private static final Pattern MARKS = Pattern.compile("\\p{InCombiningDiacriticalMarks}+");
    private static final Pattern NOT_WORD = Pattern.compile("[^a-z0-9]+");
    private static final int MAX_LENGTH = 80;

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        final String title = source.text("Title");
        if (title == null) {
            target.reject("an album needs a title");
            return;
        }
        String slug = slugify(title);
        target.insert("albums")
                .copy("id", "AlbumId")
                .copy("title", "Title")
                .copy("artist_id", "ArtistId")
                .set("slug", slug.isEmpty() ? "album-" + source.text("AlbumId") : slug);
    }

    private static String slugify(String input) {
        String ascii = MARKS.matcher(Normalizer.normalize(input.replace("ß", "ss"), Normalizer.Form.NFD)).replaceAll("");
        String slug = NOT_WORD.matcher(ascii.toLowerCase(Locale.ENGLISH)).replaceAll("-");
        slug = slug.replaceAll("^-|-$", "");
        return slug.length() <= MAX_LENGTH ? slug : slug.substring(0, MAX_LENGTH);
    }
}
