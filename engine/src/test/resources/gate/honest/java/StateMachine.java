import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

public class StateMachine implements RowMigration {
    enum State { DRAFT, OPEN, WAITING, DONE, REJECTED }

    private static final Map<State, Set<State>> NEXT = Map.of(
            State.DRAFT, EnumSet.of(State.OPEN),
            State.OPEN, EnumSet.of(State.WAITING, State.DONE, State.REJECTED),
            State.WAITING, EnumSet.of(State.OPEN, State.REJECTED),
            State.DONE, EnumSet.noneOf(State.class),
            State.REJECTED, Set.of());

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String[] events = source.text("events").split(">");
        State state = State.DRAFT;
        int step = 0;
        for (String event : events) {
            State next = State.valueOf(event.strip().toUpperCase());
            if (!NEXT.get(state).contains(next)) {
                target.reject("the ticket goes from " + state + " to " + next);
                return;
            }
            target.insert("ticket_events").copy("ticket_id", "id").set("step", ++step).set("from_state", state.name()).set("to_state", next.name());
            state = next;
        }
        target.insert("tickets").copy("id", "id").set("state", state.name()).set("closed", EnumSet.range(State.DONE, State.REJECTED).contains(state));
    }
}
