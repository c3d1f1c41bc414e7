import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.EnumSet;
import java.util.Set;

public class EnumSetConstants implements RowMigration {
    private enum Status { NEW, OPEN, PAUSED, DONE, DROPPED }

    private static final Set<Status> CLOSED = EnumSet.of(Status.DONE, Status.DROPPED);
    private static final EnumSet<Status> ACTIVE = EnumSet.complementOf(EnumSet.copyOf(CLOSED));

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Status status = Status.valueOf(source.text("status"));
        target.insert("tasks").copy("id", "id").set("closed", CLOSED.contains(status)).set("active", ACTIVE.contains(status)).set("n", ACTIVE.size());
        for (Status s : CLOSED) {
            target.insert("task_states").copy("task_id", "id").set("state", s.name()).set("current", s == status);
        }
    }
}
