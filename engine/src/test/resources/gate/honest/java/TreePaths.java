import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayDeque;
import java.util.Deque;

public class TreePaths implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String path = source.text("path");
        if (path == null || !path.startsWith("/")) {
            target.reject("path is not absolute");
            return;
        }
        Deque<String> segments = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            switch (segment) {
                case "", "." -> { }
                case ".." -> segments.pollLast();
                default -> segments.addLast(segment);
            }
        }
        StringBuilder prefix = new StringBuilder();
        int depth = 0;
        String parent = null;
        while (!segments.isEmpty()) {
            String segment = segments.removeFirst();
            prefix.append('/').append(segment);
            String current = prefix.toString();
            target.insert("nodes")
                    .set("path", current)
                    .set("parent_path", parent)
                    .set("name", segment)
                    .set("depth", ++depth)
                    .set("is_leaf", segments.peekFirst() == null);
            parent = current;
        }
    }
}
