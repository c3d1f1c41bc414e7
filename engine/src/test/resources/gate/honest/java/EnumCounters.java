import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

public class EnumCounters implements RowMigration {
    enum Grade { A, B, C, D, F;
        boolean passes() { return compareTo(D) <= 0; }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Map<Grade, Integer> counts = new EnumMap<>(Grade.class);
        String grades = source.text("grades");
        for (int i = 0; i < grades.length(); i++) {
            Grade grade = Grade.valueOf(String.valueOf(grades.charAt(i)).toUpperCase(Locale.ROOT));
            counts.merge(grade, 1, Integer::sum);
        }
        var best = counts.entrySet().stream().filter(e -> e.getKey().passes()).max(Map.Entry.<Grade, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()));
        Map<Grade, String> labels = new HashMap<>();
        labels.put(Grade.A, "excellent");
        labels.put(Grade.F, "failed");
        counts.forEach((grade, n) -> target.insert("grade_counts")
                .copy("student_id", "id").set("grade", grade.toString()).set("n", n).set("label", labels.getOrDefault(grade, "ordinary")));
        best.ifPresent(e -> target.insert("students").copy("id", "id").set("usual_grade", e.getKey().name()));
    }
}
