import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;

public class FlexibleConstructor implements RowMigration {
    private static class Amount {
        private final long cents;
        private final String currency;

        Amount(long cents, String currency) {
            this.cents = cents;
            this.currency = currency;
        }

        long cents() { return cents; }

        String currency() { return currency; }
    }

    private static final class Price extends Amount {
        private final boolean free;

        Price(BigDecimal value, String currency) {
            if (value.signum() < 0) {
                throw new IllegalArgumentException("a price is not negative");
            }
            long cents = value.movePointRight(2).longValueExact();
            super(cents, currency == null ? "EUR" : currency);
            this.free = cents == 0;
        }

        boolean free() { return free; }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Price price = new Price(source.decimal("price"), source.text("currency"));
        target.insert("prices").copy("id", "id").set("cents", price.cents()).set("currency", price.currency()).set("free", price.free());
    }
}
