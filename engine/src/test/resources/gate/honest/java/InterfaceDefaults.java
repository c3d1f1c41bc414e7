import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRow;
import dev.wharf.migration.TargetRows;
import java.util.List;

public class InterfaceDefaults implements RowMigration {
    private interface Mapper {
        String from();

        default String to() {
            return from().toLowerCase().replace(' ', '_');
        }

        default void write(SourceRow source, TargetRow row) {
            row.copy(to(), from());
        }

        private static boolean isPlain(String s) {
            return s.matches("[A-Za-z_]+");
        }

        static boolean plain(Mapper m) {
            return isPlain(m.from());
        }
    }

    private record Same(String from) implements Mapper {}

    private record Upper(String from, @Override String to) implements Mapper {
        @Override
        public void write(SourceRow source, TargetRow row) {
            String value = source.text(from);
            row.set(to, value == null ? null : value.toUpperCase());
        }
    }

    private static final List<Mapper> MAPPERS = List.of(new Same("Name"), new Same("City"), new Upper("Country", "country_code"));

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        TargetRow row = target.insert("customers");
        row.copy("id", "id");
        MAPPERS.stream().filter(Mapper::plain).forEach(m -> m.write(source, row));
    }
}
