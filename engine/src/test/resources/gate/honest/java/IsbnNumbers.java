import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class IsbnNumbers implements RowMigration {
    sealed interface Isbn permits Isbn10, Isbn13, Invalid {}
    record Isbn10(String digits) implements Isbn {}
    record Isbn13(String digits) implements Isbn {}
    record Invalid(String why) implements Isbn {}

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        switch (classify(source.text("isbn"))) {
            case Isbn10(var digits) -> write(source, target, "978" + digits.substring(0, 9) + check13("978" + digits.substring(0, 9)), digits);
            case Isbn13(String digits) when digits.startsWith("978") -> write(source, target, digits, null);
            case Isbn13 other -> write(source, target, other.digits(), null);
            case Invalid(String why) -> target.reject(why);
        }
    }

    private static void write(SourceRow source, TargetRows target, String isbn13, String isbn10) {
        target.insert("books").copy("id", "id").copy("title", "title").set("isbn13", isbn13).set("isbn10", isbn10);
    }

    private static Isbn classify(String raw) {
        if (raw == null) {
            return new Invalid("no isbn");
        }
        String text = raw.replace("-", "").replace(" ", "").toUpperCase();
        return switch (text.length()) {
            case 10 -> sum10(text) % 11 == 0 ? new Isbn10(text) : new Invalid("wrong check digit");
            case 13 -> check13(text.substring(0, 12)) == text.charAt(12) ? new Isbn13(text) : new Invalid("wrong check digit");
            default -> new Invalid("an isbn has 10 or 13 digits, not " + text.length());
        };
    }

    private static int sum10(String text) {
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            char c = text.charAt(i);
            int digit = c == 'X' && i == 9 ? 10 : Character.digit(c, 10);
            if (digit < 0) return -1;
            sum += (10 - i) * digit;
        }
        return sum;
    }

    private static char check13(String twelve) {
        int sum = 0;
        for (int i = 0; i < 12; i++) {
            sum += (twelve.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return (char) ('0' + (10 - sum % 10) % 10);
    }
}
