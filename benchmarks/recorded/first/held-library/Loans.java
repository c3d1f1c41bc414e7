import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class Loans implements RowMigration {

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        target.insert("loans")
                .set("id", source.uuid("new_id"))
                .set("book_id", source.uuid("book_key"))
                .copy("borrower", "BORROWER_NM")
                .set("lent_on", source.date("OUT_DT"))
                .set("due_on", source.date("DUE_DT"))
                .set("returned_on", source.date("RET_DT"));
    }
}
