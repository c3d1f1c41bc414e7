import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

public class ImmutableSetLookup implements RowMigration {
    private static final Set<String> EU = Set.of("AT", "BE", "DE", "ES", "FR", "IT", "NL", "PL");
    private static final Set<String> NORDIC = Set.copyOf(List.of("DK", "SE", "NO", "FI", "IS"));

    private static String region(String country) {
        if (EU.contains(country)) {
            return "EU";
        } else if (NORDIC.contains(country)) {
            return "NORDIC";
        }
        return "ROW";
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String country = source.text("country");
        target.insert("customers").copy("id", "id").copy("country", "country").set("region", region(country))
                .set("known", EU.contains(country) || NORDIC.contains(country))
                .set("eu_members", EU.stream().sorted().collect(Collectors.joining(",")))
                .set("eu_size", EU.size())
                .set("any_d", EU.stream().anyMatch(c -> c.startsWith("D")));
    }
}
