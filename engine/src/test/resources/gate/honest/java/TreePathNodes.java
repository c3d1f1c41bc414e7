import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

public class TreePathNodes implements RowMigration {
    private static final Pattern SEPARATOR = Pattern.compile("\\s*[/>]\\s*");

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String path = source.text("path");
        if (path == null) {
            target.reject("no path");
            return;
        }
        Deque<String> stack = new ArrayDeque<>();
        for (String part : SEPARATOR.split(path)) {
            switch (part) {
                case "", "." -> {}
                case ".." -> stack.pollLast();
                default -> stack.addLast(part);
            }
        }
        int level = 0;
        String parent = null;
        StringBuilder full = new StringBuilder();
        for (String node : stack) {
            full.append('/').append(node);
            target.insert("nodes").set("path", full.toString()).set("parent", parent).set("name", node).set("level", level++);
            parent = full.toString();
        }
    }
}
