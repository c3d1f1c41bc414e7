import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;

public class IbanCheck implements RowMigration {
    private static final Map<String, Integer> LENGTHS = Map.of("DE", 22, "AT", 20, "CH", 21, "FR", 27, "NL", 18, "GB", 22);
    private static final BigInteger NINETY_SEVEN = BigInteger.valueOf(97);

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String iban = source.text("iban");
        if (iban == null) {
            target.skip("no account");
            return;
        }
        iban = iban.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        String problem = problem(iban);
        if (problem != null) {
            target.reject(problem);
            return;
        }
        target.insert("bank_accounts")
                .copy("customer_id", "customer_id")
                .set("iban", iban)
                .set("country", iban.substring(0, 2))
                .set("display", iban.replaceAll("(.{4})(?!$)", "$1 "));
    }

    private static String problem(String iban) {
        if (iban.length() < 4) {
            return "iban is too short";
        }
        Integer length = LENGTHS.get(iban.substring(0, 2));
        if (length == null) {
            return "iban has an unknown country";
        } else if (length != iban.length()) {
            return "iban must have " + length + " characters";
        }
        String rearranged = iban.substring(4) + iban.substring(0, 4);
        StringBuilder digits = new StringBuilder(rearranged.length() * 2);
        for (char c : rearranged.toCharArray()) {
            int value = Character.getNumericValue(c);
            if (value < 0) {
                return "iban holds an illegal character";
            }
            digits.append(value);
        }
        return new BigInteger(digits.toString()).mod(NINETY_SEVEN).intValue() == 1 ? null : "iban has a wrong check sum";
    }
}
