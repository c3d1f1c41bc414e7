import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

public class HtmlUnescape implements RowMigration {
    private static final Map<String, String> ENTITIES = Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ", "auml", "ä", "ouml", "ö", "uuml", "ü", "szlig", "ß");
    private static final Pattern ENTITY = Pattern.compile("&(#x[0-9a-fA-F]{1,6}|#[0-9]{1,7}|[a-zA-Z]{2,8});");
    private static final Pattern TAG = Pattern.compile("</?[a-z][^>]*>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String html = source.text("body");
        String text = html == null ? null : ENTITY.matcher(TAG.matcher(html).replaceAll(" ")).replaceAll(HtmlUnescape::decode).strip();
        target.insert("posts").copy("id", "id").set("body", text).set("excerpt", text == null ? null : text.substring(0, Math.min(160, text.length())));
    }

    private static String decode(MatchResult match) {
        String name = match.group(1);
        String result;
        if (name.startsWith("#x")) {
            result = Character.toString(Integer.parseInt(name.substring(2), 16));
        } else if (name.charAt(0) == '#') {
            result = new String(Character.toChars(Integer.parseInt(name, 1, name.length(), 10)));
        } else {
            result = ENTITIES.getOrDefault(name, match.group());
        }
        return java.util.regex.Matcher.quoteReplacement(result);
    }
}
