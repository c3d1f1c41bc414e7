import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;

public class Employees implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String fullName = (source.text("fname") + " " + source.text("lname")).strip();
        Long cents = source.bigint("salary_cents");
        BigDecimal salary = cents == null ? null : BigDecimal.valueOf(cents, 2);
        target.insert("employees")
                .copy("id", "new_id")
                .set("full_name", fullName)
                .copy("department_id", "department_key")
                .copy("hired_on", "hire_date")
                .set("salary", salary);
    }
}
