import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Objects;

public class StateMachineOrder implements RowMigration {
    private enum State {
        NEW {
            @Override
            State next(char event) {
                return event == 'p' ? PAID : event == 'c' ? CANCELLED : this;
            }
        },
        PAID {
            @Override
            State next(char event) {
                return event == 's' ? SHIPPED : this;
            }
        },
        SHIPPED {
            @Override
            State next(char event) {
                return this;
            }

            @Override
            boolean end() {
                return true;
            }
        },
        CANCELLED {
            @Override
            State next(char event) {
                throw new IllegalStateException("cancelled takes no " + event);
            }

            @Override
            boolean end() {
                return true;
            }
        };

        abstract State next(char event);

        boolean end() {
            return false;
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        State state = State.NEW;
        int steps = 0;
        for (char event : Objects.toString(source.text("events"), "").toCharArray()) {
            State next = state.next(event);
            if (next != state) {
                steps++;
            }
            state = next;
        }
        target.insert("orders").copy("id", "id").set("state", state.toString()).set("steps", steps).set("ended", state.end()).set("ordinal", state.ordinal());
    }
}
