import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRow;
import dev.wharf.migration.TargetRows;
import java.util.List;

public class WideCopy implements RowMigration {
    private static final List<String> SAME = List.of("id", "name", "street", "city", "zip", "phone");
    private static final String[][] RENAMED = {{"e_mail", "email"}, {"crtd", "created_at"}, {"chgd", "changed_at"}};

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        TargetRow row = target.insert("customers");
        SAME.forEach(column -> row.copy(column, column));
        for (String[] pair : RENAMED) row.copy(pair[1], pair[0]);
    }
}
