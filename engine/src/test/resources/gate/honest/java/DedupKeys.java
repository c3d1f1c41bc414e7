import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

public class DedupKeys implements RowMigration {
    private static final String NAMESPACE = "contacts/";

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String email = source.text("email");
        if (email == null || email.indexOf('@') < 1) {
            target.reject("email is not an address");
            return;
        }
        String canonical = canonical(email);
        UUID key = UUID.nameUUIDFromBytes((NAMESPACE + canonical).getBytes(StandardCharsets.UTF_8));
        target.insert("contacts")
                .set("id", key)
                .set("email", canonical)
                .set("hash", canonical.hashCode())
                .copy("legacy_id", "id");
    }

    private static String canonical(String email) {
        String lower = email.trim().toLowerCase(Locale.ROOT);
        int at = lower.lastIndexOf('@');
        String local = lower.substring(0, at);
        String domain = lower.substring(at + 1);
        int plus = local.indexOf('+');
        if (plus > 0) {
            local = local.substring(0, plus);
        }
        if (domain.equals("gmail.com") || domain.equals("googlemail.com")) {
            local = local.replace(".", "");
            domain = "gmail.com";
        }
        return local + '@' + domain;
    }
}
