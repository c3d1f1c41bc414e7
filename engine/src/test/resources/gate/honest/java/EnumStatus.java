import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

public final class EnumStatus implements RowMigration {

    enum Status {
        OPEN("o", 1),
        CLOSED("c", 2) {
            @Override
            boolean terminal() {
                return true;
            }
        };

        private final String code;
        private final int rank;

        Status(String code, int rank) {
            this.code = code;
            this.rank = rank;
        }

        boolean terminal() {
            return false;
        }

        static Optional<Status> of(String code) {
            return Arrays.stream(values()).filter(s -> s.code.equals(code)).findFirst();
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Map<Status, Integer> weights = new EnumMap<>(Status.class);
        for (Status status : Status.values()) {
            weights.put(status, status.rank * 10);
        }
        Status status = Status.of(source.text("status")).orElse(null);
        if (status == null) {
            target.skip("no status");
            return;
        }
        String label = switch (status) {
            case OPEN -> "open";
            case CLOSED -> "closed";
        };
        target.insert("orders")
                .copy("id", "id")
                .set("status", label)
                .set("final", status.terminal())
                .set("name", status.name().toLowerCase())
                .set("weight", weights.get(status));
    }
}
