import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;
import java.time.Instant;

public class Accounts implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String status = accountStatus(source.text("state"));
        if (status == null) {
            target.reject("no status is decided for this state");
            return;
        }
        Long minor = source.bigint("balance_minor");
        Long opened = source.bigint("opened");
        if (minor == null || opened == null) {
            target.reject("the balance or the time of opening is missing");
            return;
        }
        target.insert("accounts")
                .copy("account_number", "acct_no")
                .copy("bank_code", "bank_code")
                .copy("branch_code", "branch_code")
                .copy("holder_name", "holder")
                .copy("currency", "currency")
                .set("balance", BigDecimal.valueOf(minor, 2))
                .set("opened_at", Instant.ofEpochSecond(opened))
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
