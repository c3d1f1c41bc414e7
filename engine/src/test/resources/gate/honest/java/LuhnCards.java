import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

public class LuhnCards implements RowMigration {
    private static final IntPredicate DIGIT = c -> c >= '0' && c <= '9';
    private static final IntUnaryOperator DOUBLED = d -> d * 2 > 9 ? d * 2 - 9 : d * 2;

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String pan = source.text("card").chars().filter(DIGIT).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
        if (!luhn(pan)) {
            target.reject("the card number has a wrong check digit");
            return;
        }
        target.insert("cards").copy("id", "id")
                .set("masked", "*".repeat(pan.length() - 4) + pan.substring(pan.length() - 4))
                .set("scheme", scheme(pan))
                .set("bin", Integer.valueOf(pan.substring(0, 6)));
    }

    private static boolean luhn(String pan) {
        int sum = 0;
        boolean twice = false;
        for (int i = pan.length() - 1; i >= 0; i--, twice = !twice) {
            int d = pan.charAt(i) - '0';
            sum += twice ? DOUBLED.applyAsInt(d) : d;
        }
        return pan.length() >= 12 && sum % 10 == 0;
    }

    private static String scheme(String pan) {
        return switch (pan.charAt(0)) {
            case '4' -> "visa";
            case '5', '2' -> "mastercard";
            case '3' -> pan.charAt(1) == '4' || pan.charAt(1) == '7' ? "amex" : "diners";
            default -> "other";
        };
    }
}
