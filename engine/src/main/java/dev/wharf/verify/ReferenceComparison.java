package dev.wharf.verify;

import dev.wharf.audit.ControlStore.StepRow;
import dev.wharf.audit.RecordedRows;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableName;
import dev.wharf.plan.MappingRule;
import dev.wharf.plan.Plan;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import dev.wharf.transform.KeyTexts;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Looks for rows of a step whose references lead nowhere: foreign keys of the tables it wrote, which a database may not
 * enforce (SQLite, NOT VALID, a trigger switched off), and the plan's own references where no foreign key says the same.
 */
final class ReferenceComparison {

    private static final int KEYS_A_LOOKUP = 500;

    private final Connection connection;
    private final Dialect dialect;
    private final Schema schema;
    private final RecordedRows recorded;

    /** Columns of a table that must lead to a row of another one. */
    private record Link(String name, Table table, List<String> columns, TableName referenced, List<String> keys) {}

    ReferenceComparison(Connection connection, Dialect dialect, Schema schema, RecordedRows recorded) {
        this.connection = connection;
        this.dialect = dialect;
        this.schema = schema;
        this.recorded = recorded;
    }

    List<VerifyCheck> compare(Plan plan, Step step, StepRow row) {
        List<VerifyCheck> checks = new ArrayList<>();
        for (Link link : links(plan, step)) {
            Write write = step.writes().stream()
                    .filter(w -> schema.table(w.table()).filter(link.table()::equals).isPresent())
                    .findFirst()
                    .orElseThrow();
            long lost = lost(link, write.key(), row);
            checks.add(new VerifyCheck(
                    "reference " + link.name(),
                    step.name(),
                    "every row leads to " + link.referenced(),
                    lost == 0 ? "every row does" : TargetTally.rows(lost) + (lost == 1 ? " leads nowhere" : " lead nowhere"),
                    lost == 0));
        }
        return checks;
    }

    private List<Link> links(Plan plan, Step step) {
        Map<String, Link> links = new LinkedHashMap<>();
        for (Write write : step.writes()) {
            schema.table(write.table()).ifPresent(table -> {
                for (ForeignKey key : table.foreignKeys()) {
                    Link link = new Link(name(table, key.columns()), table, key.columns(), key.table(), referenced(key));
                    links.put(link.name(), link);
                }
            });
        }
        for (Reference reference : step.references()) {
            planned(plan, step, reference).ifPresent(link -> links.putIfAbsent(link.name(), link));
        }
        return List.copyOf(links.values());
    }

    /** SQLite lets a foreign key leave out what it refers to: then it is the primary key. */
    private List<String> referenced(ForeignKey key) {
        return key.referenced().isEmpty()
                ? schema.table(key.table()).map(Table::primaryKey).orElse(List.of())
                : key.referenced();
    }

    /** The column that a reference of the plan fills, by `fills` or by what mapping says, and the row it leads to. */
    private Optional<Link> planned(Plan plan, Step step, Reference reference) {
        String entity = reference.entity();
        Optional<Write> own = plan.steps().stream()
                .filter(other -> other.entity().equals(entity))
                .map(Step::ownWrite)
                .filter(write -> write.key().size() == 1)
                .findFirst();
        Reference.Fills fills = reference.fills();
        Optional<MappingRule> rule = step.mapping().stream()
                .filter(r -> r.from().equals(List.of(reference.column())))
                .findFirst();
        if (own.isEmpty() || (fills == null && rule.isEmpty())) {
            return Optional.empty();
        }
        String column = fills != null ? fills.column() : rule.get().target();
        String tableName = fills != null ? fills.table() : rule.get().table();
        Optional<Table> table = schema.table(tableName == null ? step.ownWrite().table() : tableName);
        Optional<Table> to = schema.table(own.get().table());
        if (table.isEmpty() || to.isEmpty() || table.get().column(column).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Link(
                name(table.get(), List.of(column)), table.get(), List.of(column), to.get().name(), own.get().key()));
    }

    private static String name(Table table, List<String> columns) {
        return table.name() + "." + String.join(", ", columns);
    }

    /** How many rows that the run wrote lead nowhere. Rows of others that do are not the run's business. */
    private long lost(Link link, List<String> key, StepRow row) {
        String sql = "SELECT " + key.stream().map(c -> "CAST(t." + quoted(c) + " AS text)").collect(Collectors.joining(", "))
                + " FROM " + quoted(link.table().name()) + " t WHERE "
                + link.columns().stream().map(c -> "t." + quoted(c) + " IS NOT NULL").collect(Collectors.joining(" AND "))
                + " AND NOT EXISTS (SELECT 1 FROM " + quoted(link.referenced()) + " p WHERE " + equal(link) + ")";
        long lost = 0;
        List<String> some = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                List<String> parts = new ArrayList<>();
                for (int i = 1; i <= key.size(); i++) {
                    parts.add(String.valueOf(rows.getString(i)));
                }
                some.add(KeyTexts.write(parts));
                if (some.size() == KEYS_A_LOOKUP) {
                    lost += written(some, link, row);
                    some.clear();
                }
            }
        } catch (SQLException e) {
            throw TargetQueryFailure.of(e);
        }
        return lost + written(some, link, row);
    }

    private long written(List<String> keys, Link link, StepRow row) {
        return keys.isEmpty()
                ? 0
                : recorded.writtenTargets(row.run(), link.table().name().toString(), keys).size();
    }

    private static String equal(Link link) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < link.columns().size() && i < link.keys().size(); i++) {
            pairs.add("p." + quoted(link.keys().get(i)) + " = t." + quoted(link.columns().get(i)));
        }
        return String.join(" AND ", pairs);
    }

    private String quoted(TableName name) {
        String schemaName = name.schema() == null ? (dialect == Dialect.POSTGRESQL ? "public" : "main") : name.schema();
        return quoted(schemaName) + "." + quoted(name.name());
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
