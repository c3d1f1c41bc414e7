import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.List;

public class UnnamedVariables implements RowMigration {
    sealed interface Address permits Street, PoBox {}
    record Street(String name, String number, String city) implements Address {}
    record PoBox(int box, String city) implements Address {}

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Address address;
        try {
            int box = Integer.parseInt(source.text("po_box"));
            address = new PoBox(box, source.text("city"));
        } catch (NumberFormatException _) {
            address = new Street(source.text("street"), source.text("number"), source.text("city"));
        }
        String city = switch (address) {
            case Street(_, _, var c) -> c;
            case PoBox(_, var c) -> c;
        };
        int parts = 0;
        for (var _ : List.of("street", "number", "city")) {
            parts++;
        }
        if (address instanceof Street(String name, _, _) && name == null) {
            target.reject("neither street nor box");
            return;
        }
        target.insert("addresses").copy("id", "id").set("city", city).set("parts", parts);
    }
}
