import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Comparator;
import java.util.LinkedList;
import java.util.PriorityQueue;
import java.util.Queue;

public class PriorityPicks implements RowMigration {
    private record Task(int priority, String name) {}

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        PriorityQueue<Task> queue = new PriorityQueue<>(Comparator.comparingInt(Task::priority).thenComparing(Task::name));
        Queue<String> seen = new LinkedList<>();
        for (String text : source.text("tasks").split(",")) {
            if (seen.contains(text)) continue;
            seen.offer(text);
            int colon = text.indexOf(':');
            queue.add(new Task(Integer.parseInt(text.substring(0, colon)), text.substring(colon + 1)));
        }
        int rank = 0;
        while (!queue.isEmpty() && rank < 10) {
            Task task = queue.poll();
            target.insert("tasks").copy("list_id", "id").set("rank", rank++).set("name", task.name()).set("priority", task.priority());
        }
        target.insert("lists").copy("id", "id").set("first", seen.peek());
    }
}
