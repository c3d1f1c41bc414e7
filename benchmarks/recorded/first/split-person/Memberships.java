import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;

public class Memberships implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String kind = membershipKind(source.text("type"));
        if (kind == null) {
            target.reject("no kind is decided for this type");
            return;
        }
        Long cents = source.bigint("fee_cents");
        BigDecimal fee = cents == null ? null : BigDecimal.valueOf(cents, 2);
        target.insert("memberships")
                .copy("id", "new_id")
                .copy("person_id", "person_key")
                .copy("since", "member_since")
                .set("kind", kind)
                .set("fee", fee);
    }

    /** What values of type mean; null where nothing is decided. */
    private static String membershipKind(String value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "full" -> "full";
            case "reduced" -> "reduced";
            default -> null;
        };
    }
}
