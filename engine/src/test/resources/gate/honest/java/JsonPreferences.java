import dev.wharf.migration.Json;
import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

public class JsonPreferences implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Map<String, Object> preferences = new LinkedHashMap<>();
        preferences.put("language", source.text("lang") != null ? source.text("lang") : "en");
        preferences.put("pageSize", source.integer("page_size"));
        preferences.put("dark", Boolean.TRUE.equals(source.bool("dark_mode")));
        List<Object> channels = new ArrayList<>();
        if (source.bool("by_mail") == Boolean.TRUE) channels.add("mail");
        if (Boolean.TRUE.equals(source.bool("by_sms"))) channels.add("sms");
        preferences.put("channels", channels);
        preferences.values().removeIf(java.util.Objects::isNull);
        target.insert("profiles")
                .copy("user_id", "id")
                .set("preferences", Json.object()
                        .put("v", 1)
                        .put("preferences", preferences)
                        .put("raw", Json.raw(source.json("extra")))
                        .toString());
    }
}
