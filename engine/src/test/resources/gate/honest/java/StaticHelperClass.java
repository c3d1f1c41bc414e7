import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Locale;
import java.util.Set;

public class StaticHelperClass implements RowMigration {

    /** Text helpers; stateless. */
    private static final class Texts {
        private static final Set<String> TRUE = Set.of("1", "y", "yes", "true", "t", "on", "j", "ja");
        private static final Set<String> FALSE = Set.of("0", "n", "no", "false", "f", "off", "nein", "");

        private Texts() {
            throw new AssertionError("no instances");
        }

        static String emptyToNull(String s) {
            return s == null || s.isBlank() ? null : s.strip();
        }

        static Boolean toBoolean(String s) {
            if (s == null) {
                return null;
            }
            String key = s.strip().toLowerCase(Locale.ROOT);
            if (TRUE.contains(key)) {
                return true;
            }
            if (FALSE.contains(key)) {
                return false;
            }
            throw new IllegalArgumentException("neither true nor false");
        }

        static String truncate(String s, int max) {
            return s == null || s.length() <= max ? s : s.substring(0, max - 1) + "…";
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("products")
                .copy("id", "id")
                .set("name", Texts.truncate(Texts.emptyToNull(source.text("name")), 60))
                .set("active", Texts.toBoolean(source.text("active_flag")));
    }
}
