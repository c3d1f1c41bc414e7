import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Migrates rows of the legacy {@code CUSTOMER} table to {@code customers} and {@code customer_addresses}.
 *
 * <ul>
 *   <li>names are trimmed and normalised,</li>
 *   <li>the status code becomes an enum text,</li>
 *   <li>the credit limit goes from cents to a decimal.</li>
 * </ul>
 */
public class CustomerMigration implements RowMigration {

    // ---------------------------------------------------------------- constants

    private static final String TARGET_TABLE = "customers";
    private static final String ADDRESS_TABLE = "customer_addresses";
    private static final int MAX_NAME_LENGTH = 100;
    private static final BigDecimal CENTS_PER_UNIT = new BigDecimal("100");
    private static final DateTimeFormatter LEGACY_DATE = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final Pattern EMAIL_PATTERN = Pattern.compile("^[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\\.[A-Za-z]{2,}$");

    private static final Map<String, String> STATUS_BY_CODE = Map.ofEntries(
            Map.entry("A", "active"),
            Map.entry("I", "inactive"),
            Map.entry("S", "suspended"),
            Map.entry("C", "closed"));

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Objects.requireNonNull(source, "source must not be null");
        Objects.requireNonNull(target, "target must not be null");

        String statusCode = source.text("status_cd");
        String status = STATUS_BY_CODE.get(statusCode == null ? "" : statusCode.trim().toUpperCase(Locale.ROOT));
        if (status == null) {
            target.reject(String.format(Locale.ROOT, "Unknown status code '%s'", statusCode));
            return;
        }

        Optional<String> email = normalizeEmail(source.text("email_addr"));
        TargetRow customer = target.insert(TARGET_TABLE);
        customer.set("id", source.uuid("customer_uuid"));
        customer.set("first_name", normalizeName(source.text("first_nm")));
        customer.set("last_name", normalizeName(source.text("last_nm")));
        customer.set("email", email.orElse(null));
        customer.set("status", status);
        customer.set("credit_limit", toMoney(source.bigint("credit_cents")));
        customer.set("member_since", parseLegacyDate(source.text("since_dt")));
        customer.copy("legacy_id", "cust_id");

        if (hasAddress(source)) {
            target.insert(ADDRESS_TABLE)
                    .set("customer_id", source.uuid("customer_uuid"))
                    .copy("street", "street")
                    .copy("city", "city")
                    .set("country_code", Optional.ofNullable(source.text("ctry")).map(String::toUpperCase).orElse("DE"));
        }
    }

    /** Trims, collapses whitespace and capitalises each word. */
    private static String normalizeName(String name) {
        if (name == null) {
            return null;
        }
        String collapsed = name.trim().replaceAll("\\s+", " ");
        if (collapsed.length() > MAX_NAME_LENGTH) {
            throw new IllegalArgumentException("Name is longer than " + MAX_NAME_LENGTH + " characters");
        }
        StringBuilder result = new StringBuilder(collapsed.length());
        boolean startOfWord = true;
        for (char c : collapsed.toCharArray()) {
            result.append(startOfWord ? Character.toUpperCase(c) : Character.toLowerCase(c));
            startOfWord = c == ' ' || c == '-' || c == '\'';
        }
        return result.toString();
    }

    private static Optional<String> normalizeEmail(String email) {
        return Optional.ofNullable(email)
                .map(String::trim)
                .map(e -> e.toLowerCase(Locale.ROOT))
                .filter(EMAIL_PATTERN.asMatchPredicate());
    }

    private static BigDecimal toMoney(Long cents) {
        return cents == null ? BigDecimal.ZERO : BigDecimal.valueOf(cents).divide(CENTS_PER_UNIT, 2, RoundingMode.UNNECESSARY);
    }

    private static LocalDate parseLegacyDate(String value) {
        if (value == null || value.equals("00000000")) {
            return null;
        }
        try {
            return LocalDate.parse(value, LEGACY_DATE);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("Invalid legacy date: " + value, e);
        }
    }

    private static boolean hasAddress(SourceRow source) {
        return source.text("street") != null || source.text("city") != null;
    }
}
