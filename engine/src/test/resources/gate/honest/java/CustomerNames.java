import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Locale;

/**
 * Splits the legacy full name column into given name, family name and an optional suffix.
 */
public final class CustomerNames implements RowMigration {
    private record PersonName(String given, String family, String suffix) {
        PersonName {
            if (family == null || family.isBlank()) {
                throw new IllegalArgumentException("family name is empty");
            }
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String full = source.text("full_name");
        if (full == null || full.isBlank()) {
            target.reject("full_name is empty");
            return;
        }
        PersonName name = parse(full.strip().replaceAll("\\s+", " "));
        target.insert("customers")
                .copy("legacy_id", "id")
                .set("id", source.uuid("new_id"))
                .set("given_name", name.given())
                .set("family_name", name.family())
                .set("suffix", name.suffix())
                .set("sort_name", name.family().toUpperCase(Locale.ROOT) + ", " + (name.given() == null ? "" : name.given()));
    }

    private static PersonName parse(String full) {
        String suffix = null;
        String rest = full;
        for (String candidate : new String[] {"Jr.", "Sr.", "II", "III", "PhD"}) {
            if (rest.endsWith(" " + candidate)) {
                suffix = candidate;
                rest = rest.substring(0, rest.length() - candidate.length() - 1);
                break;
            }
        }
        int comma = rest.indexOf(',');
        if (comma >= 0) {
            return new PersonName(rest.substring(comma + 1).trim(), rest.substring(0, comma).trim(), suffix);
        }
        int space = rest.lastIndexOf(' ');
        return space < 0 ? new PersonName(null, rest, suffix) : new PersonName(rest.substring(0, space), rest.substring(space + 1), suffix);
    }
}
