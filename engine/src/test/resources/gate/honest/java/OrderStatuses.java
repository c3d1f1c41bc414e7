import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

public class OrderStatuses implements RowMigration {

    /** The states that the new schema knows. */
    enum OrderStatus {
        PENDING(0, "pending"),
        PAID(10, "paid"),
        SHIPPED(20, "shipped"),
        DELIVERED(30, "delivered"),
        CANCELLED(90, "cancelled");

        private static final Map<Integer, OrderStatus> BY_CODE =
                Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(OrderStatus::code, Function.identity()));

        private final int code;
        private final String label;

        OrderStatus(int code, String label) {
            this.code = code;
            this.label = label;
        }

        int code() {
            return code;
        }

        String label() {
            return label;
        }

        static Optional<OrderStatus> ofCode(Integer code) {
            return Optional.ofNullable(code).map(BY_CODE::get);
        }

        boolean isFinal() {
            return this == DELIVERED || this == CANCELLED;
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        OrderStatus.ofCode(source.integer("status")).ifPresentOrElse(
                status -> target.insert("orders")
                        .copy("id", "id")
                        .set("status", status.label())
                        .set("closed", status.isFinal()),
                () -> target.reject("unknown status code " + source.integer("status")));
    }
}
