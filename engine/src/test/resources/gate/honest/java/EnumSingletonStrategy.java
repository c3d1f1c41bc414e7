import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.math.RoundingMode;

public class EnumSingletonStrategy implements RowMigration {
    interface Discount { BigDecimal apply(BigDecimal price); }

    enum Discounts implements Discount {
        NONE {
            @Override public BigDecimal apply(BigDecimal price) { return price; }
        },
        TEN_PERCENT {
            @Override public BigDecimal apply(BigDecimal price) { return price.multiply(new BigDecimal("0.90")); }
        },
        FIVE_OFF {
            @Override public BigDecimal apply(BigDecimal price) { return price.subtract(BigDecimal.valueOf(5)).max(BigDecimal.ZERO); }
        };

        static Discounts fromLegacy(String code) {
            for (Discounts d : values()) {
                if (d.name().replace("_", "").equalsIgnoreCase(code)) return d;
            }
            return NONE;
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Discounts discount = Discounts.fromLegacy(source.text("discount"));
        BigDecimal price = discount.apply(source.decimal("price")).setScale(2, RoundingMode.HALF_UP);
        target.insert("offers").copy("id", "id").set("discount", discount.name()).set("price", price).set("rank", discount.ordinal());
    }
}
