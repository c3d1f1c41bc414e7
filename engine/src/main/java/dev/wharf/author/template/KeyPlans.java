package dev.wharf.author.template;

import dev.wharf.author.Evidence;
import dev.wharf.author.SqlNames;
import dev.wharf.catalog.Column;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TypeKind;
import dev.wharf.catalog.UniqueKey;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Optional;
import java.util.regex.Pattern;

/** Decides what becomes of keys, from their types and, for texts, from what they hold. */
final class KeyPlans {

    private static final Pattern UUID_TEXT = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final int UUID_LENGTH = 36;

    private final Evidence evidence;
    private final TableNames names;
    private final Questions questions;

    KeyPlans(Evidence evidence, TableNames names, Questions questions) {
        this.evidence = evidence;
        this.names = names;
        this.questions = questions;
    }

    /** The key of a pair that is moved; where its types allow two readings, this asks. */
    KeyPlan ofMoved(TableMatch match) {
        KeyPlan plan = of(match);
        if (plan.kind() != KeyPlan.Kind.TEXT) {
            return plan;
        }
        String answer = questions.askOnce("keys",
                "Keys are numbers in the source and text in the target, as those of " + match.target().name()
                        + ". What do they become?",
                List.of("uuid", "text"),
                List.of("uuid makes new UUIDs, always the same for the same row; text keeps the number, written as text"));
        return "text".equals(answer) ? plan : new KeyPlan(plan.source(), plan.target(), KeyPlan.Kind.UUID);
    }

    /** The key of any pair, without a question. */
    KeyPlan of(TableMatch match) {
        List<String> source = tellingApart(match.source());
        List<String> target = match.target().primaryKey().isEmpty() ? unique(match.target()) : match.target().primaryKey();
        return new KeyPlan(source, target, kind(match, source, target));
    }

    private KeyPlan.Kind kind(TableMatch match, List<String> source, List<String> target) {
        if (target.size() != 1 || source.isEmpty() || refers(match.target(), target.getFirst())) {
            return KeyPlan.Kind.PARTS;
        }
        Column to = column(match.target(), target.getFirst());
        if (source.size() > 1) {
            return Kinds.is(to, TypeKind.UUID) ? KeyPlan.Kind.UUID
                    : to.generated() != Column.Generated.NO ? KeyPlan.Kind.SEQUENCE : KeyPlan.Kind.PARTS;
        }
        Column from = column(match.source(), source.getFirst());
        if (Kinds.is(to, TypeKind.UUID)) {
            return Kinds.is(from, TypeKind.UUID) || holdsUuids(match.source(), from) ? KeyPlan.Kind.KEPT : KeyPlan.Kind.UUID;
        }
        if (Kinds.integer(from) && Kinds.text(to)) {
            return uuidText(match, to) ? KeyPlan.Kind.UUID : KeyPlan.Kind.TEXT;
        }
        if (Kinds.integer(to) && !Kinds.number(from)) {
            return KeyPlan.Kind.SEQUENCE;
        }
        return KeyPlan.Kind.KEPT;
    }

    /** A text key that is meant for UUIDs: by its name, its length, or because the old key has a column of its own. */
    private boolean uuidText(TableMatch match, Column to) {
        Integer length = to.type().length();
        List<String> words = Words.of(to.name());
        ColumnNames columns =
                new ColumnNames(names.sourceWords(match.source().name()), names.targetWords(match.target().name()));
        return length != null && length == UUID_LENGTH
                || words.contains("uuid")
                || words.contains("guid")
                || match.target().columns().stream().anyMatch(c -> columns.keepsOldKey(c.name()));
    }

    private boolean holdsUuids(Table table, Column column) {
        if (!Kinds.text(column) && !Kinds.is(column, TypeKind.OTHER)) {
            return false;
        }
        List<String> values = evidence.sourceValues(table, column.name(), null).texts();
        return !values.isEmpty() && values.stream().allMatch(v -> UUID_TEXT.matcher(v).matches());
    }

    private static boolean refers(Table table, String column) {
        return table.foreignKeys().stream().map(ForeignKey::columns).anyMatch(c -> c.contains(column));
    }

    /** The primary key, else a unique key without NULL; empty where there is neither. */
    private List<String> tellingApart(Table table) {
        if (!table.primaryKey().isEmpty()) {
            return table.primaryKey();
        }
        Optional<List<String>> declared = table.uniqueKeys().stream()
                .map(UniqueKey::columns)
                .filter(columns -> columns.stream().noneMatch(c -> column(table, c).nullable()))
                .findFirst();
        return declared.orElseGet(() -> found(table));
    }

    /** A single column that every row has a value of its own in, a key by its name before any other. */
    private List<String> found(Table table) {
        return table.columns().stream()
                .filter(c -> Kinds.integer(c) || Kinds.text(c) || Kinds.is(c, TypeKind.UUID))
                .sorted(Comparator.comparing(c -> !Words.of(c.name()).getLast().equals("id")))
                .filter(c -> isZero(evidence.sourceDuplicates(table, List.of(c.name()), null))
                        && isZero(evidence.sourceRows(table, SqlNames.quote(c.name()) + " IS NULL")))
                .map(c -> List.of(c.name()))
                .findFirst()
                .orElse(List.of());
    }

    private static boolean isZero(OptionalLong count) {
        return count.isPresent() && count.getAsLong() == 0;
    }

    private static List<String> unique(Table table) {
        return table.uniqueKeys().stream().map(UniqueKey::columns).findFirst().orElse(List.of());
    }

    private static Column column(Table table, String name) {
        return table.column(name).orElseThrow(() -> new IllegalArgumentException(table.name() + " has no column " + name));
    }
}
