import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Locale;

public class Soundex implements RowMigration {
    private static final String CODES = "01230120022455012623010202";

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("name_index").copy("person_id", "id").set("soundex", soundex(source.text("last_name")));
    }

    private static String soundex(String name) {
        if (name == null || name.isEmpty()) return null;
        char[] out = {'0', '0', '0', '0'};
        String upper = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", "");
        int count = 0;
        char last = '\0';
        for (char c : upper.toCharArray()) {
            char code = CODES.charAt(c - 'A');
            if (count == 0) {
                out[count++] = c;
            } else if (code != '0' && code != last) {
                out[count++] = code;
                if (count == out.length) break;
            }
            last = code;
        }
        return new String(out);
    }
}
