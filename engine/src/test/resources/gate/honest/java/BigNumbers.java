import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

public class BigNumbers implements RowMigration {
    private static final BigInteger LIMIT = BigInteger.TWO.pow(63).subtract(BigInteger.ONE);

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        BigInteger wei = new BigInteger(source.text("wei"));
        BigDecimal ether = new BigDecimal(wei, 18);
        BigInteger[] split = wei.divideAndRemainder(BigInteger.valueOf(1_000_000_000));
        target.insert("balances").copy("id", "id").set("ether", ether).set("gwei", split[0].min(LIMIT).longValueExact()).set("rest", split[1].intValue())
                .set("root", ether.sqrt(MathContext.DECIMAL64)).set("hex", wei.toString(16)).set("bits", wei.bitLength()).set("fits", wei.compareTo(LIMIT) <= 0)
                .set("inverse", BigDecimal.ONE.divide(ether.max(BigDecimal.TEN), MathContext.DECIMAL32)).set("prime", wei.gcd(BigInteger.TEN).equals(BigInteger.ONE));
    }
}
