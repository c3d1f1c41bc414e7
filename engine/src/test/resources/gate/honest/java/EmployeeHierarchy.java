import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;

/** Employees of the music store; ReportsTo is filled by a later reference. */
public class EmployeeHierarchy implements RowMigration {
    private static final LocalDate CUTOVER = LocalDate.of(2024, 1, 1);

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Optional<LocalDate> hired = Optional.ofNullable(source.timestamp("HireDate")).map(t -> t.toLocalDate());
        int years = hired.map(day -> Period.between(day, CUTOVER)).map(Period::getYears).orElse(0);
        String grade = years >= 20 ? "principal" : years >= 10 ? "senior" : years >= 3 ? "regular" : "junior";
        String title = Optional.ofNullable(source.text("Title")).filter(t -> !t.isBlank()).orElseGet(() -> "Unknown");
        target.insert("employees")
                .set("id", source.uuid("new_id"))
                .set("legacy_id", source.integer("EmployeeId"))
                .set("display_name", String.join(" ", source.text("FirstName"), source.text("LastName")))
                .set("hired_on", hired.orElse(null))
                .set("grade", grade)
                .set("is_manager", title.contains("Manager"))
                .set("department", department(title));
    }

    private static String department(String title) {
        if (title.startsWith("IT")) return "it";
        if (title.startsWith("Sales")) return "sales";
        return title.equalsIgnoreCase("General Manager") ? "management" : "other";
    }
}
