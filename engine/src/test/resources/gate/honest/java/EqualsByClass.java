import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

public class EqualsByClass implements RowMigration {
    private static class Tag {
        private final String name;

        Tag(String name) {
            this.name = name;
        }

        @Override
        public boolean equals(Object o) {
            if (o == null || getClass() != o.getClass()) {
                return false;
            }
            return name.equals(((Tag) o).name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Set<Tag> seen = new HashSet<>();
        Arrays.stream(source.text("tags").split(" ")).map(Tag::new).filter(seen::add).forEach(tag -> target.insert("tags").copy("id", "id").set("tag", tag.name));
    }
}
