import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.Map;

public class CurrencyTable implements RowMigration {
    private enum Currency {
        EUR(2), USD(2), JPY(0), KWD(3);

        private final int digits;

        Currency(int digits) { this.digits = digits; }

        BigDecimal round(BigDecimal amount) { return amount.setScale(digits, RoundingMode.HALF_UP); }
    }

    private static final Map<Currency, BigDecimal> TO_EUR = rates();

    private static Map<Currency, BigDecimal> rates() {
        EnumMap<Currency, BigDecimal> rates = new EnumMap<>(Currency.class);
        rates.put(Currency.EUR, BigDecimal.ONE);
        rates.put(Currency.USD, new BigDecimal("0.92"));
        rates.put(Currency.JPY, new BigDecimal("0.0061"));
        rates.put(Currency.KWD, new BigDecimal("2.99"));
        return java.util.Collections.unmodifiableMap(rates);
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        BigDecimal amount = source.decimal("amount");
        Currency currency = Currency.valueOf(source.text("currency"));
        BigDecimal euros = Currency.EUR.round(amount.multiply(TO_EUR.get(currency)));
        target.insert("payments").copy("id", "id").set("amount", currency.round(amount)).set("currency", currency.name()).set("amount_eur", euros);
        for (Map.Entry<Currency, BigDecimal> rate : TO_EUR.entrySet()) {
            if (rate.getKey() != currency) {
                target.insert("payment_values").copy("payment_id", "id").set("currency", rate.getKey().name())
                        .set("amount", rate.getKey().round(euros.divide(rate.getValue(), 6, RoundingMode.HALF_UP)));
            }
        }
    }
}
