import dev.wharf.migration.RowMigration;
import dev.wharf.migration.SourceRow;
import dev.wharf.migration.TargetRows;
import java.util.List;
import java.util.function.Predicate;

public class PredicatesCombined implements RowMigration {
    private record Rule(String reason, Predicate<SourceRow> broken) {}

    private static final Predicate<SourceRow> NO_EMAIL = row -> row.text("email") == null;
    private static final Predicate<SourceRow> NO_PHONE = row -> row.text("phone") == null;

    private static final List<Rule> RULES = List.of(
            new Rule("no way to reach the person", NO_EMAIL.and(NO_PHONE)),
            new Rule("under age", row -> row.integer("age") != null && row.integer("age") < 18),
            new Rule("no name", ((Predicate<SourceRow>) row -> row.text("name") != null).negate()));

    @Override
    public void migrate(SourceRow source, TargetRows target) {
        for (Rule rule : RULES) {
            if (rule.broken().test(source)) {
                target.reject(rule.reason());
                return;
            }
        }
        target.insert("people").copy("id", "id").copy("name", "name").copy("email", "email").copy("phone", "phone");
    }
}
