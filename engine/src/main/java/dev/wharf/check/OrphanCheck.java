package dev.wharf.check;

import dev.wharf.audit.AuditSchema;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.database.Database;
import dev.wharf.database.Extract;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.StoredRow;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.Reference;
import dev.wharf.plan.Step;
import dev.wharf.transform.KeyTexts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts, before anything is written, the rows whose reference will find nothing: no row of the plan's own extracts, none that
 * an earlier run moved, none of the target where it is matched. What becomes of them stands in the plan; a run that would fail
 * on them is refused now.
 */
final class OrphanCheck {

    private static final String GATE = "references";

    /** So many different values are looked up in the target; with more the count is a lower bound or left out. */
    private static final int MOST_VALUES = 10_000;

    private final Notes notes;
    private final Database target;
    private final Schema schema;
    private final String namespace;

    OrphanCheck(Notes notes, Database target, Schema schema, String namespace) {
        this.notes = notes;
        this.target = target;
        this.schema = schema;
        this.namespace = namespace;
    }

    /** Values that rows refer by and how many do. */
    private record Value(List<String> parts, long rows) {}

    void check(Map<Step, Extract> extracts, SourceSnapshot snapshot) {
        for (Map.Entry<Step, Extract> entry : extracts.entrySet()) {
            for (Reference reference : entry.getKey().references()) {
                check(entry.getKey(), entry.getValue(), reference, extracts, snapshot);
            }
        }
    }

    private void check(
            Step step, Extract extract, Reference reference, Map<Step, Extract> extracts, SourceSnapshot snapshot) {
        List<Extract> parents = extracts.entrySet().stream()
                .filter(e -> e.getKey().entity().equals(reference.entity()))
                .map(Map.Entry::getValue)
                .toList();
        List<String> from = from(reference);
        if (parents.stream().anyMatch(parent -> parent.key().size() != from.size())) {
            return;
        }
        List<Value> wanted;
        try {
            wanted = values(extract, from, parents, snapshot);
        } catch (WharfException e) {
            if (e.kind() == Kind.DEFECT) {
                throw e;
            }
            // It took too long or compares what has no order: the run itself finds them.
            return;
        }
        if (wanted.isEmpty()) {
            return;
        }
        Set<List<String>> there = inTarget(reference, wanted);
        long rows = wanted.stream().filter(v -> !there.contains(v.parts())).mapToLong(Value::rows).sum();
        if (rows > 0) {
            say(step, reference, from, (wanted.size() == MOST_VALUES ? "at least " : "") + String.format(Locale.ROOT, "%,d", rows), rows);
        }
    }

    private static List<String> from(Reference reference) {
        return reference.entity() != null ? reference.from() : List.copyOf(reference.match().values());
    }

    /** The values that no row of the parents' extracts has as its key. */
    private static List<Value> values(
            Extract extract, List<String> from, List<Extract> parents, SourceSnapshot snapshot) {
        String columns = String.join(", ", from.stream().map(c -> "s." + QuotedName.of(c)).toList());
        StringBuilder sql = new StringBuilder("SELECT " + columns + ", count(*) FROM (\n" + extract.sql() + "\n) s WHERE "
                + String.join(" AND ", from.stream().map(c -> "s." + QuotedName.of(c) + " IS NOT NULL").toList()));
        for (Extract parent : parents) {
            List<String> same = IntStream.range(0, from.size())
                    .mapToObj(i -> same(extract, from.get(i), parent, parent.key().get(i)))
                    .toList();
            sql.append(" AND NOT EXISTS (SELECT 1 FROM (\n" + parent.sql() + "\n) p WHERE " + String.join(" AND ", same) + ")");
        }
        sql.append(" GROUP BY " + columns);
        List<Value> values = new ArrayList<>();
        for (List<String> row : snapshot.query(sql.toString(), MOST_VALUES)) {
            values.add(new Value(List.copyOf(row.subList(0, from.size())), Long.parseLong(row.getLast())));
        }
        return values;
    }

    /** Columns of one kind compare as they are, and by an index; others by their texts. */
    private static String same(Extract extract, String from, Extract parent, String key) {
        boolean alike = extract.columns().get(extract.indexOf(from)).type().kind()
                == parent.columns().get(parent.indexOf(key)).type().kind();
        String one = "s." + QuotedName.of(from);
        String other = "p." + QuotedName.of(key);
        return alike ? other + " = " + one : "CAST(" + other + " AS text) = CAST(" + one + " AS text)";
    }

    private Set<List<String>> inTarget(Reference reference, List<Value> wanted) {
        List<List<String>> keys = wanted.stream().map(Value::parts).toList();
        try (TargetSession session = target.openTarget()) {
            return reference.entity() != null
                    ? mapped(session, reference.entity(), keys)
                    : matched(session, reference, keys);
        }
    }

    private Set<List<String>> mapped(TargetSession session, String entity, List<List<String>> keys) {
        Sql sql = new Sql(session.connection(), target.dialect());
        if (!AuditSchema.present(sql)) {
            return Set.of();
        }
        Map<String, List<String>> byText = new HashMap<>();
        keys.forEach(key -> byText.put(KeyTexts.write(key), key));
        Set<List<String>> found = new HashSet<>();
        new MappingStore(sql).resolve(namespace, entity, byText.keySet()).keySet().forEach(text -> found.add(byText.get(text)));
        return found;
    }

    private Set<List<String>> matched(TargetSession session, Reference reference, List<List<String>> keys) {
        Table table = schema.table(Objects.requireNonNull(reference.table())).orElse(null);
        if (table == null) {
            return Set.copyOf(keys);
        }
        List<@Nullable StoredRow> rows =
                session.find(table, List.copyOf(reference.match().keySet()), keys, List.of());
        Set<List<String>> found = new HashSet<>();
        for (int i = 0; i < keys.size(); i++) {
            if (rows.get(i) != null) {
                found.add(keys.get(i));
            }
        }
        return found;
    }

    private void say(Step step, Reference reference, List<String> from, String count, long rows) {
        String what = count + (rows == 1 ? " row of " : " rows of ") + step.extract() + (rows == 1 ? " refers" : " refer")
                + " by " + String.join(", ", from) + " to nothing that "
                + (reference.entity() != null
                        ? "is migrated as " + reference.entity() + ", by this plan or before it"
                        : "is in " + reference.table());
        String choices = reference.later()
                ? "Migrate the rows they refer to too, or choose `missing: null` or `missing: fail` for "
                : "Migrate the rows they refer to too, or choose `missing: reject`, `null`, `skip` or `fail` for ";
        String next = choices + reference.column() + " in " + PlanFile.NAME + ".";
        String they = rows == 1 ? "; it will be " : "; they will be ";
        switch (reference.missing()) {
            case FAIL -> notes.refuse(GATE, step, PlanFile.NAME, "orphans",
                    what + "; with `missing: fail` the run would stop at the first of them.", next);
            case REJECT -> notes.warn(GATE, step, PlanFile.NAME, "orphans", what + they + "rejected.", next);
            case SKIP -> notes.warn(GATE, step, PlanFile.NAME, "orphans", what + they + "skipped.", next);
            case NULL -> notes.warn(GATE, step, PlanFile.NAME, "orphans", what + (rows == 1 ? "; its" : "; their") + " reference will be NULL.", next);
        }
    }
}
