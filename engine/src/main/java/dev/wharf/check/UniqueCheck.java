package dev.wharf.check;

import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.UniqueKey;
import dev.wharf.database.Extract;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.gate.ClassUse;
import dev.wharf.plan.Step;
import dev.wharf.plan.Write;
import dev.wharf.transform.CheckedStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Counts, before anything is written, the rows that a unique key of the target would refuse, because the class copies columns
 * into it whose values stand in several source rows. What a class computes, and which rows it leaves out, is not known here.
 */
final class UniqueCheck {

    /** What reads a larger table is not sorted through for a warning; an author does not count it either. */
    static final long MOST_ROWS = 5_000_000;

    private static final Duration AT_MOST = Duration.ofSeconds(10);

    private final Notes notes;
    private final Schema source;
    private final Schema target;
    private final Duration atMost;

    UniqueCheck(Notes notes, Schema source, Schema target) {
        this(notes, source, target, AT_MOST);
    }

    /** @param atMost how long the source may count for one unique key */
    UniqueCheck(Notes notes, Schema source, Schema target, Duration atMost) {
        this.notes = notes;
        this.source = source;
        this.target = target;
        this.atMost = atMost;
    }

    void check(CheckedStep checked, SourceSnapshot snapshot) {
        for (Write write : checked.step().writes()) {
            target.table(write.table()).ifPresent(table -> {
                for (UniqueKey unique : table.uniqueKeys()) {
                    Optional.of(unique)
                            .filter(key -> key.columns().stream().allMatch(column -> oneTableHas(checked.step(), column)))
                            .flatMap(key -> copied(checked.use(), key))
                            .filter(from -> !keepsUnique(checked.extract(), from))
                            .ifPresent(from -> count(checked, table, unique, from, snapshot));
                }
            });
        }
    }

    /** A class's copies name no table; only where one alone has the column it is known where they go. */
    private boolean oneTableHas(Step step, String column) {
        return step.writes().stream()
                        .map(Write::table)
                        .distinct()
                        .filter(name -> target.table(name).flatMap(table -> table.column(column)).isPresent())
                        .count()
                == 1;
    }

    /** The extract's columns that a unique key is copied from; empty where one of its columns is made in any other way. */
    private static Optional<List<String>> copied(ClassUse use, UniqueKey unique) {
        List<String> from = new ArrayList<>();
        for (String column : unique.columns()) {
            List<String> sources = use.copies().stream()
                    .filter(copy -> copy.target().equals(column))
                    .map(ClassUse.Copy::source)
                    .distinct()
                    .toList();
            if (use.computedTarget() || sources.size() != 1 || use.sets().contains(column)) {
                return Optional.empty();
            }
            from.addAll(sources);
        }
        return Optional.of(from);
    }

    /** Whether the extract's key or a key of the table that it reads keeps the columns apart. */
    private boolean keepsUnique(Extract extract, List<String> from) {
        if (new HashSet<>(from).containsAll(extract.key())) {
            return true;
        }
        return PlainExtract.of(extract.sql(), source.dialect())
                .flatMap(plain -> source.table(plain.table()).map(table -> {
                    Map<String, String> origins =
                            plain.origins(TargetTables.columns(table), source.dialect() == Dialect.POSTGRESQL);
                    return TargetTables.keepsUnique(table, from.stream().map(c -> origins.getOrDefault(c, "")).toList());
                }))
                .orElse(false);
    }

    private void count(CheckedStep checked, Table table, UniqueKey unique, List<String> from, SourceSnapshot snapshot) {
        // a column that a reference or a new key gives is not the extract's
        if (from.stream().anyMatch(c -> checked.extract().columns().stream().noneMatch(e -> e.name().equals(c)))) {
            return;
        }
        Optional<String> large = TableWords.in(checked.extract().sql(), source).stream()
                .filter(name -> source.table(name).map(read -> read.rows() > MOST_ROWS).orElse(false))
                .map(name -> name + " holds more than " + number(MOST_ROWS) + " rows")
                .findFirst();
        if (large.isPresent()) {
            notLookedAt(checked, table, unique, from, large.get());
            return;
        }
        String columns = from.stream().map(QuotedName::of).collect(Collectors.joining(", "));
        String present = from.stream().map(c -> QuotedName.of(c) + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String groups = "SELECT count(*) AS n FROM (\n" + checked.extract().sql() + "\n) s WHERE " + present + " GROUP BY " + columns
                + " HAVING count(*) > 1";
        List<String> found;
        try {
            found = snapshot.query("SELECT count(*), sum(n - 1) FROM (" + groups + ") d", 1, atMost).getFirst();
        } catch (WharfException e) {
            if (e.kind() == Kind.DEFECT) {
                throw e;
            }
            notLookedAt(checked, table, unique, from, e.code().equals("database-timeout")
                    ? "the source would take more than " + atMost.toSeconds() + " s for it"
                    : "the source cannot group by " + String.join(", ", from));
            return;
        }
        long values = Long.parseLong(found.getFirst());
        if (values > 0) {
            say(checked, table, unique, from, values, (long) Double.parseDouble(found.getLast()));
        }
    }

    private void say(CheckedStep checked, Table table, UniqueKey unique, List<String> from, long values, long rows) {
        String extract = checked.step().extract();
        notes.warn("unique", checked.step(), extract, "not-unique",
                number(values) + (values == 1 ? " value of " : " values of ") + String.join(", ", from) + (values == 1 ? " stands" : " stand")
                        + " in several rows of " + extract + ", and " + table.name() + " takes each " + String.join(", ", unique.columns())
                        + " once; " + number(rows) + (rows == 1 ? " row" : " rows") + " may be rejected.",
                "Leave rows out in the extract, correct the source, or make the values differ in the class. " + shows(from));
    }

    private void notLookedAt(CheckedStep checked, Table table, UniqueKey unique, List<String> from, String reason) {
        String extract = checked.step().extract();
        notes.warn("unique", checked.step(), extract, "not-looked-at",
                "Whether a value of " + String.join(", ", from) + " stands in several rows of " + extract + " was not looked at, for "
                        + reason + "; " + table.name() + " takes each " + String.join(", ", unique.columns()) + " once.",
                "A run rejects the rows that are too many and names them. " + shows(from));
    }

    private static String shows(List<String> from) {
        return "SELECT " + from.stream().map(QuotedName::of).collect(Collectors.joining(", "))
                + ", count(*) FROM (the extract) s GROUP BY " + columnNumbers(from.size()) + " HAVING count(*) > 1 shows them.";
    }

    private static String columnNumbers(int columns) {
        return IntStream.rangeClosed(1, columns).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
