import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;

public class ReportText implements RowMigration {
    private static final String TEMPLATE = """
            Customer: %s
            Invoice:  %08d
            Total:    %,.2f
            """;

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        String text = String.format(java.util.Locale.US, TEMPLATE, source.text("customer"), source.bigint("number"), source.decimal("total"));
        String summary = """
                {"kind": "invoice", \
                "text": "\tshort"}""";
        target.insert("archive").copy("id", "id").set("body", text.indent(2)).set("summary", summary).set("lines", text.lines().toList().size());
    }
}
