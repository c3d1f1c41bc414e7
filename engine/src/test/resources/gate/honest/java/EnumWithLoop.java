import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.HashMap;
import java.util.Map;

public class EnumWithLoop implements RowMigration {
    enum Country {
        GERMANY("DE", 49), FRANCE("FR", 33), SPAIN("ES", 34);

        private static final Map<String, Country> BY_ISO = byIso();

        final String iso;
        final int dial;

        Country(String iso, int dial) {
            this.iso = iso;
            this.dial = dial;
        }

        private static Map<String, Country> byIso() {
            Map<String, Country> map = new HashMap<>();
            for (Country country : values()) {
                map.put(country.iso, country);
            }
            return map;
        }

        static Country fromIso(String iso) {
            Country country = BY_ISO.get(iso);
            if (country == null) {
                throw new IllegalArgumentException("Unknown country: " + iso);
            }
            return country;
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Country country = Country.fromIso(source.text("country"));
        target.insert("phones").copy("id", "id").set("country", country.iso).set("number", "+" + country.dial + source.text("number"));
    }
}
