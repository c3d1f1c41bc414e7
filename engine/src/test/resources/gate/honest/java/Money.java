import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;

public class Money implements RowMigration {

    private static final BigDecimal HUNDRED = new BigDecimal(100);
    private static final int SCALE = 2;
    private static final double RATE = 1.0 / 3;

    private record Line(String name, BigDecimal net, BigDecimal rate) {

        BigDecimal gross() {
            return net.add(net.multiply(rate).divide(HUNDRED, SCALE, RoundingMode.HALF_EVEN));
        }
    }

    public Money() {}

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        List<Line> lines = List.of(
                new Line("a", Objects.requireNonNullElse(source.decimal("net_a"), BigDecimal.ZERO), new BigDecimal("19")),
                new Line("b", Objects.requireNonNull(source.decimal("net_b"), "net_b"), BigDecimal.valueOf(7)));
        BigDecimal sum = lines.stream().map(Line::gross).reduce(BigDecimal.ZERO, BigDecimal::add);
        for (Line line : lines) {
            TargetRow row = target.insert("lines");
            row.copy("invoice_id", "id");
            row.set("name", line.name());
            row.set("gross", line.gross());
        }
        int cents = sum.movePointRight(2).intValueExact();
        long rounded = Math.round(Math.floor(cents * RATE));
        BigInteger big = BigInteger.valueOf(rounded).shiftLeft(2).mod(BigInteger.TEN);
        target.insert("invoices").copy("id", "id").set("sum", sum).set("cents", cents).set("rounded", Math.max(0, rounded)).set("check", big.longValue());
    }
}
