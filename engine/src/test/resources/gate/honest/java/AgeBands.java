import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

public class AgeBands implements RowMigration {
    private static final LocalDate KEY_DATE = LocalDate.parse("2025-12-31");

    private enum Band {
        CHILD(0, 13), TEEN(14, 17), ADULT(18, 66), SENIOR(67, Integer.MAX_VALUE);

        private final int from;
        private final int to;

        Band(int from, int to) {
            this.from = from;
            this.to = to;
        }

        private static Band of(long age) {
            return Stream.of(values()).filter(b -> b.from <= age && age <= b.to).findAny().orElseThrow(() -> new IllegalArgumentException("age " + age + " has no band"));
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        var born = source.date("born");
        if (born == null || born.isAfter(KEY_DATE)) {
            target.reject("born is missing or in the future");
        } else {
            long age = ChronoUnit.YEARS.between(born, KEY_DATE);
            target.insert("people").copy("id", "id").set("band", Band.of(age).name()).set("age_at_key_date", age);
        }
    }
}
