import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.BitSet;
import java.util.stream.Collectors;

public class Bitsets implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        byte[] mask = source.bytes("weekday_mask");
        if (mask == null) {
            target.skip("no calendar");
            return;
        }
        BitSet days = BitSet.valueOf(mask);
        days.clear(366, Math.max(366, days.length()));
        for (int day = days.nextSetBit(0); day >= 0; day = days.nextSetBit(day + 1)) {
            target.insert("holidays").copy("calendar_id", "id").set("day_of_year", day + 1);
        }
        target.insert("calendars").copy("id", "id").set("n", days.cardinality()).set("days", days.stream().mapToObj(Integer::toString).collect(Collectors.joining(" ", "[", "]")));
    }
}
