import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

public class QueryStrings implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Map<String, List<String>> parameters = new HashMap<>();
        String query = source.text("query");
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&")) {
                int eq = pair.indexOf('=');
                String key = eq < 0 ? pair : pair.substring(0, eq);
                String value = eq < 0 ? "" : pair.substring(eq + 1);
                parameters.computeIfAbsent(key, ignored -> new ArrayList<>()).add(value);
            }
        }
        new TreeMap<>(parameters).forEach((key, values) -> {
            int n = 0;
            for (String value : values) {
                target.insert("parameters").copy("request_id", "id").set("name", key).set("n", n++).set("value", value);
            }
        });
    }
}
