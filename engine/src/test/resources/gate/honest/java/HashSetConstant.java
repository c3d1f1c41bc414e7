import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

public class HashSetConstant implements RowMigration {
    private static final Set<String> RESERVED = new HashSet<>(Arrays.asList("admin", "root", "system"));
    private static final List<String> SUFFIXES = Arrays.asList("_1", "_2", "_3");
    private static final Set<String> TEST_USERS = Collections.unmodifiableSet(new HashSet<>(List.of("test", "demo")));

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String login = source.text("login");
        if (TEST_USERS.contains(login)) {
            target.skip("a test user");
            return;
        }
        String free = RESERVED.contains(login) ? login + SUFFIXES.get(0) : login;
        target.insert("users").copy("id", "id").set("login", free).set("suffixes", SUFFIXES.size());
    }
}
