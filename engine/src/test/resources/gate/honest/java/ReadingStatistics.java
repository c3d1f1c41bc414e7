import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;

public class ReadingStatistics implements RowMigration {
    @Override
    public void migrate(SourceRow source, TargetRows target) {
        double[] readings = Arrays.stream(source.text("readings").split(";")).mapToDouble(Double::parseDouble).toArray();
        Arrays.sort(readings);
        DoubleSummaryStatistics stats = Arrays.stream(readings).summaryStatistics();
        double mean = stats.getAverage();
        double variance = 0;
        for (double r : readings) variance += (r - mean) * (r - mean);
        variance /= Math.max(1, readings.length - 1);
        List<Double> copy = new ArrayList<>(Arrays.stream(readings).boxed().toList());
        Collections.rotate(copy, 3);
        target.insert("series").copy("id", "id").set("mean", mean).set("sd", Math.sqrt(variance)).set("median", readings[readings.length / 2]).set("sample", copy.getFirst())
                .set("rounded", Math.rint(mean * 100) / 100).set("hyp", StrictMath.hypot(3, 4));
    }
}
