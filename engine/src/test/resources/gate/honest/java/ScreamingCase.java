import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Arrays;
import java.util.stream.Collectors;

public class ScreamingCase implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String key = source.text("setting_key");
        String snake = key.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase();
        String camel = Arrays.stream(snake.split("_")).map(w -> w.isEmpty() ? w : Character.toUpperCase(w.charAt(0)) + w.substring(1)).collect(Collectors.joining());
        target.insert("settings").set("key", snake).set("class_name", camel).set("field", Character.toLowerCase(camel.charAt(0)) + camel.substring(1)).copy("value", "setting_value");
    }
}
