import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

public class NullSafeChain implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String phone = Stream.of("mobile", "phone", "fax")
                .map(source::text)
                .filter(Objects::nonNull)
                .filter(s -> !s.isBlank())
                .findFirst()
                .orElse(null);
        String display = Optional.ofNullable(source.text("display_name"))
                .or(() -> Optional.ofNullable(source.text("login")))
                .map(String::strip)
                .filter(s -> s.length() > 1)
                .orElseThrow(() -> new IllegalArgumentException("neither display_name nor login is set"));
        boolean same = Objects.equals(source.text("login"), display);
        target.insert("accounts").copy("id", "id").set("phone", phone).set("display_name", display).set("same", same)
                .set("hash", Objects.hash(display, phone))
                .set("label", Objects.toString(phone, "-"));
    }
}
