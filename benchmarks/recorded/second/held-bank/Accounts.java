import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

public class Accounts implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String status = accountStatus(source.text("state"));
        if (status == null) {
            target.reject("no status is decided for this state");
            return;
        }
        Instant opened = Instant.ofEpochSecond(source.bigint("opened"));
        target.insert("accounts")
                .copy("account_number", "acct_no")
                .copy("bank_code", "bank_code")
                .copy("branch_code", "branch_code")
                .copy("holder_name", "holder")
                .copy("currency", "currency")
                .set("balance", BigDecimal.valueOf(source.bigint("balance_minor"), 2))
                .set("opened_at", LocalDateTime.ofInstant(opened, ZoneOffset.UTC))
                .set("status", status);
    }

    /** What values of state mean; null where nothing is decided. */
    private static String accountStatus(String value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "open" -> "open";
            case "frozen" -> "frozen";
            case "closed" -> "closed";
            default -> null;
        };
    }
}
