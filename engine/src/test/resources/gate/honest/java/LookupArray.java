import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

public class LookupArray implements RowMigration {
    private static final String[] SALUTATIONS = {"mr", "mrs", "ms", "dr", "prof"};
    private static final List<String> TITLES = Collections.unmodifiableList(Arrays.asList("Dr.", "Prof.", "Dipl.-Ing."));
    private static final char[] VOWELS = "aeiou".toCharArray();

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String raw = source.text("salutation");
        String salutation = raw == null ? "" : raw.toLowerCase(Locale.ROOT).replaceAll("\\.$", "");
        int index = Arrays.asList(SALUTATIONS).indexOf(salutation);
        long vowels = salutation.chars().filter(c -> Arrays.binarySearch(VOWELS, (char) c) >= 0).count();
        target.insert("contacts").copy("id", "id")
                .set("salutation_id", index < 0 ? null : index + 1)
                .set("vowels", vowels)
                .set("title", TITLES.stream().filter(t -> source.text("name").startsWith(t)).findFirst().orElse(null));
    }
}
