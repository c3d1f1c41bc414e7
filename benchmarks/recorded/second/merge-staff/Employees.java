import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.math.BigDecimal;

public class Employees implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Long cents = source.bigint("salary_cents");
        BigDecimal salary = cents == null ? null : BigDecimal.valueOf(cents, 2);
        target.insert("employees")
                .copy("id", "emp_no")
                .set("full_name", source.text("fname") + " " + source.text("lname"))
                .copy("department_id", "dept_no")
                .copy("hired_on", "hire_date")
                .set("salary", salary);
    }
}
