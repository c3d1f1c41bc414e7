import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

public class RequiredColumns implements RowMigration {
    private static final Set<String> REQUIRED = Set.of("name", "street", "zip", "city");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        List<String> missing = new ArrayList<>();
        for (String column : new TreeSet<>(REQUIRED)) {
            if (source.text(column) == null) {
                missing.add(column);
            }
        }
        if (!missing.isEmpty()) {
            target.reject("missing: " + String.join(", ", missing));
            return;
        }
        Set<String> rest = new HashSet<>(REQUIRED);
        rest.remove("name");
        target.insert("addresses").copy("name", "name").copy("street", "street").copy("zip", "zip").copy("city", "city").set("n", rest.size());
    }
}
