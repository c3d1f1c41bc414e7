import dev.wharf.migration.Json;
import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

public class Invoices implements RowMigration {
    private static final Map<String, String> ISO_COUNTRY = Map.ofEntries(
            Map.entry("Germany", "DE"), Map.entry("Norway", "NO"), Map.entry("Belgium", "BE"), Map.entry("Canada", "CA"),
            Map.entry("USA", "US"), Map.entry("France", "FR"), Map.entry("Ireland", "IE"), Map.entry("United Kingdom", "GB"),
            Map.entry("Australia", "AU"), Map.entry("Chile", "CL"), Map.entry("India", "IN"), Map.entry("Brazil", "BR"));

    private record Address(String street, String city, String state, String postalCode, String country) {
        static Address of(SourceRow row, String prefix) {
            return new Address(row.text(prefix + "Address"), row.text(prefix + "City"), row.text(prefix + "State"), row.text(prefix + "PostalCode"), row.text(prefix + "Country"));
        }

        String oneLine() {
            return Stream.of(street, postalCode, city, state, country).filter(part -> part != null && !part.isEmpty()).reduce((a, b) -> a + ", " + b).orElse("");
        }

        List<String> toList() {
            return Stream.of(street, city, country).toList();
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Address billing = Address.of(source, "Billing");
        LocalDateTime date = source.timestamp("InvoiceDate");
        BigDecimal total = source.decimal("Total");
        String iso = ISO_COUNTRY.get(billing.country());
        if (iso == null) {
            target.reject("country " + billing.country() + " has no ISO code in the table");
            return;
        }
        target.insert("invoices")
                .set("id", source.uuid("new_id"))
                .set("number", "INV-%d-%06d".formatted(date.getYear(), source.integer("InvoiceId")))
                .set("issued_on", date.toLocalDate())
                .set("country", iso)
                .set("address", billing.oneLine())
                .set("address_json", Json.object().put("street", billing.street()).put("city", billing.city()).put("lines", billing.toList()).toString())
                .set("total", total);
    }
}
