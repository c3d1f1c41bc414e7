import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ListIterator;
import java.util.Set;

public class BuilderCustomer implements RowMigration {
    private static final class Customer {
        private final String name;
        private final List<String> emails;

        private Customer(Builder b) {
            name = b.name;
            emails = List.copyOf(b.emails);
        }

        static Builder builder() {
            return new Builder();
        }

        private static final class Builder {
            private String name = "";
            private final Set<String> emails = new LinkedHashSet<>();

            Builder name(String value) {
                name = value;
                return this;
            }

            Builder email(String value) {
                if (value != null) emails.add(value);
                return this;
            }

            Customer build() {
                return new Customer(this);
            }
        }
    }

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        Customer c = Customer.builder().name(source.text("name")).email(source.text("email1")).email(source.text("email2")).build();
        target.insert("customers").copy("id", "id").set("name", c.name);
        for (ListIterator<String> it = c.emails.listIterator(); it.hasNext(); ) {
            int i = it.nextIndex();
            target.insert("emails").copy("customer_id", "id").set("position", i).set("email", it.next()).set("main", i == 0);
        }
    }
}
