import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.time.LocalDate;

public class BuilderPattern implements RowMigration {
    static final class Person {
        private final String name;
        private final LocalDate born;
        private final boolean active;

        private Person(Builder builder) {
            this.name = builder.name;
            this.born = builder.born;
            this.active = builder.active;
        }

        static Builder builder() { return new Builder(); }

        static final class Builder {
            private String name;
            private LocalDate born;
            private boolean active = true;

            Builder name(String name) { this.name = name; return this; }
            Builder born(LocalDate born) { this.born = born; return this; }
            Builder active(boolean active) { this.active = active; return this; }
            Person build() {
                if (name == null) throw new IllegalStateException("name is missing");
                return new Person(this);
            }
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Person person = Person.builder().name(source.text("name")).born(source.date("born")).active(!"X".equals(source.text("state"))).build();
        writePerson(source, target, person);
    }

    private void writePerson(SourceRow source, TargetRows target, Person person) {
        target.insert("people").copy("id", "id").set("name", person.name).set("born", person.born).set("active", person.active);
    }
}
