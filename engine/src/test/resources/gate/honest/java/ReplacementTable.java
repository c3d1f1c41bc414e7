import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public class ReplacementTable implements RowMigration {
    private static final List<Map.Entry<String, String>> REPLACEMENTS = List.of(
            Map.entry("Ã¤", "ä"), Map.entry("Ã¶", "ö"), Map.entry("Ã¼", "ü"), Map.entry("ÃŸ", "ß"));

    private static Map<String, String> umlauts() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("ä", "ae");
        map.put("ö", "oe");
        map.put("ü", "ue");
        return map;
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String text = source.text("text");
        if (text == null) {
            return;
        }
        for (Map.Entry<String, String> replacement : REPLACEMENTS) {
            text = text.replace(replacement.getKey(), replacement.getValue());
        }
        String ascii = text;
        for (var e : umlauts().entrySet()) {
            ascii = ascii.replace(e.getKey(), e.getValue());
        }
        target.insert("texts").copy("id", "id").set("text", text).set("ascii", ascii);
    }
}
