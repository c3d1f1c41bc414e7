package dev.wharf.author.template;

import dev.wharf.author.PlanRequest;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.failure.Kind;
import dev.wharf.failure.Nearest;
import dev.wharf.failure.WharfException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which tables a request moves: all that match, or those it names and, where a condition picks rows, the tables whose rows
 * the picked ones refer to.
 */
final class Selection {

    /** More tables than these are no question but a list. */
    private static final int MAX_OPTIONS = 8;

    private final PlanRequest request;
    private final TableMatching matching;
    private final Questions questions;
    private final List<String> notes;
    private final List<TableMatch> everyMatch;

    Selection(PlanRequest request, TableMatching matching, Questions questions, List<String> notes) {
        this.request = request;
        this.matching = matching;
        this.questions = questions;
        this.notes = notes;
        this.everyMatch = asked(matching.best());
    }

    /** Every pair that the schemas have, moved or not: a foreign key may lead to one that is not. */
    List<TableMatch> everyMatch() {
        return everyMatch;
    }

    /** The condition that the person gave for each source table. */
    Map<Table, String> conditions() {
        Map<Table, String> conditions = new LinkedHashMap<>();
        request.where().forEach((name, condition) -> conditions.merge(
                sourceOf(name), bracketed(condition.strip()), (a, b) -> a + " AND " + b));
        return conditions;
    }

    /** In brackets, which a comment at the end must not swallow. */
    private static String bracketed(String condition) {
        return "(" + condition + (condition.contains("--") ? "\n)" : ")");
    }

    /** The pairs that the person named; all of them where none is. */
    List<TableMatch> named() {
        if (request.tables().isEmpty() && request.where().isEmpty()) {
            return everyMatch;
        }
        Set<Table> sources = new LinkedHashSet<>();
        Set<Table> targets = new LinkedHashSet<>();
        for (String name : request.tables()) {
            find(request.sourceSchema(), name).ifPresent(sources::add);
            find(request.targetSchema(), name).ifPresent(targets::add);
            if (find(request.sourceSchema(), name).isEmpty() && find(request.targetSchema(), name).isEmpty()) {
                throw unknown(name);
            }
        }
        if (request.tables().isEmpty()) {
            sources.addAll(conditions().keySet());
        }
        List<TableMatch> chosen = new ArrayList<>();
        for (TableMatch match : everyMatch) {
            if (sources.contains(match.source()) || targets.contains(match.target())) {
                chosen.add(match);
            }
        }
        List<Table> openSources = without(sources, chosen.stream().map(TableMatch::source).toList());
        List<Table> openTargets = without(targets, chosen.stream().map(TableMatch::target).toList());
        if (openSources.size() == 1 && openTargets.size() == 1) {
            chosen.add(matching.pair(openSources.getFirst(), openTargets.getFirst()));
            openSources = List.of();
            openTargets = List.of();
        }
        chosen.addAll(nearest(openSources, openTargets, chosen));
        chosen.sort(Comparator.comparing(m -> m.target().name()));
        return chosen;
    }

    /** Tables named by a person that nothing fits well: the best of what is left, or a refusal that names them. */
    private List<TableMatch> nearest(List<Table> openSources, List<Table> openTargets, List<TableMatch> chosen) {
        List<Table> freeSources = without(TableMatching.tables(request.sourceSchema()), chosen.stream().map(TableMatch::source).toList());
        List<Table> freeTargets = without(TableMatching.tables(request.targetSchema()), chosen.stream().map(TableMatch::target).toList());
        List<TableMatch> found = new ArrayList<>();
        found.addAll(matching.best(openSources, freeTargets, TableMatching.ENOUGH_WHEN_NAMED));
        found.addAll(matching.best(openTargets.isEmpty() ? List.of() : freeSources, openTargets, TableMatching.ENOUGH_WHEN_NAMED));
        for (Table table : without(openSources, found.stream().map(TableMatch::source).toList())) {
            throw fitsNothing(table, request.source(), request.target());
        }
        for (Table table : without(openTargets, found.stream().map(TableMatch::target).toList())) {
            throw fitsNothing(table, request.target(), request.source());
        }
        return found;
    }

    /** Puts a question for each pair that another table would fit as well; the answer, if any, decides. */
    private List<TableMatch> asked(List<TableMatch> best) {
        List<TableMatch> decided = new ArrayList<>();
        for (TableMatch match : best) {
            List<Table> rivals = wanted(match) ? matching.rivals(match, best) : List.of();
            if (rivals.isEmpty()) {
                decided.add(match);
                continue;
            }
            List<Table> options = Stream.concat(Stream.of(match.target()), rivals.stream()).toList();
            List<String> words = Stream.concat(options.stream().map(t -> t.name().toString()), Stream.of("none")).toList();
            String answer = questions.ask(
                    null,
                    "table." + Words.slug(match.source().name().toString()),
                    "Which table do the rows of " + match.source().name() + " go to?",
                    words,
                    List.of("names and columns fit " + options.stream().map(t -> t.name().toString()).collect(Collectors.joining(" and "))
                            + " about as well"));
            if (!"none".equals(answer)) {
                decided.add(answer == null ? match : matching.pair(match.source(),
                        options.stream().filter(t -> t.name().toString().equals(answer)).findFirst().orElseThrow()));
            }
        }
        decided.addAll(leftOver(decided));
        return decided;
    }

    /** Where everything is moved, tables without a counterpart on both sides may be each other's; nothing but a person tells. */
    private List<TableMatch> leftOver(List<TableMatch> decided) {
        if (!request.tables().isEmpty() || !request.where().isEmpty()) {
            return List.of();
        }
        List<TableMatch> chosen = new ArrayList<>();
        for (Table table : without(TableMatching.tables(request.sourceSchema()), decided.stream().map(TableMatch::source).toList())) {
            List<Table> options = matching.left(table, Stream.concat(decided.stream(), chosen.stream()).toList());
            if (options.isEmpty() || options.size() > MAX_OPTIONS) {
                continue;
            }
            String answer = questions.ask(
                    null,
                    "table." + Words.slugOfName(table.name().toString()),
                    "Which table do the rows of " + table.name() + " go to?",
                    Stream.concat(options.stream().map(t -> t.name().toString()), Stream.of("none")).toList(),
                    List.of("no name leads to one of them; they have no counterpart either"));
            options.stream().filter(t -> t.name().toString().equals(answer)).findFirst().ifPresent(t -> chosen.add(matching.pair(table, t)));
        }
        return chosen;
    }

    /**
     * Tables of the target that carry on a matched one, each row by the key of a row there, and whose columns the matched
     * source table has: one row becomes a row in both.
     */
    List<TableMatch> extensions(List<TableMatch> every) {
        List<TableMatch> found = new ArrayList<>();
        for (Table table : without(TableMatching.tables(request.targetSchema()), every.stream().map(TableMatch::target).toList())) {
            for (ForeignKey key : table.foreignKeys()) {
                Optional<TableMatch> main = every.stream().filter(m -> m.target().name().equals(key.table())).findFirst();
                if (key.columns().equals(table.primaryKey()) && main.isPresent() && carries(main.get().source(), main.get().target(), table)) {
                    found.add(matching.pair(main.get().source(), table));
                    notes.add(table.name() + " gets a row for each of " + main.get().source().name() + ", which has its columns.");
                    break;
                }
            }
        }
        return found;
    }

    /** Whether at least two columns, and half of all but the key, are the source's and not the main table's too. */
    private boolean carries(Table source, Table main, Table table) {
        ColumnNames names = new ColumnNames(matching.names().sourceWords(source.name()), matching.names().targetWords(table.name()));
        List<String> own = table.columns().stream().map(c -> c.name()).filter(c -> !table.primaryKey().contains(c)).toList();
        long fed = own.stream()
                .filter(c -> main.column(c).isEmpty())
                .filter(c -> source.columns().stream().anyMatch(s -> names.score(s.name(), c) >= ColumnNames.PLAIN))
                .count();
        return fed >= 2 && fed * 2 >= own.size();
    }

    /** Whether the request is about that pair; a question about any other would be noise. */
    private boolean wanted(TableMatch match) {
        return request.tables().isEmpty() && request.where().isEmpty()
                || Stream.concat(request.tables().stream(), request.where().keySet().stream())
                        .anyMatch(n -> n.equalsIgnoreCase(match.source().name().toString())
                                || n.equalsIgnoreCase(match.target().name().toString()));
    }

    private Table sourceOf(String name) {
        Optional<Table> source = find(request.sourceSchema(), name);
        if (source.isPresent()) {
            return source.get();
        }
        Table target = find(request.targetSchema(), name).orElseThrow(() -> unknown(name));
        return everyMatch.stream()
                .filter(m -> m.target().equals(target))
                .map(TableMatch::source)
                .findFirst()
                .orElseThrow(() -> fitsNothing(target, request.target(), request.source()));
    }

    /** Says which tables of both sides nothing is done with. */
    void tellOthers(List<TableMatch> moved) {
        List<Table> left = without(TableMatching.tables(request.sourceSchema()), moved.stream().map(TableMatch::source).toList());
        if (request.tables().isEmpty() && !left.isEmpty()) {
            notes.add("Not moved, because nothing in " + request.target() + " fits or nothing asked for them: " + names(left) + ".");
        }
        List<Table> unfilled = without(TableMatching.tables(request.targetSchema()), moved.stream().map(TableMatch::target).toList());
        if (request.tables().isEmpty() && request.where().isEmpty() && !unfilled.isEmpty()) {
            notes.add("Not filled, because nothing in " + request.source() + " fits: " + names(unfilled) + ".");
        }
    }

    private static Optional<Table> find(Schema schema, String name) {
        return schema.table(name).or(() -> schema.tables().stream()
                .filter(t -> t.name().toString().equalsIgnoreCase(name))
                .findFirst());
    }

    private static List<Table> without(Collection<Table> tables, List<Table> taken) {
        return tables.stream().filter(t -> !taken.contains(t)).toList();
    }

    private static String names(List<Table> tables) {
        return tables.stream().map(t -> t.name().toString()).collect(Collectors.joining(", "));
    }

    private WharfException unknown(String name) {
        List<String> known = Stream.concat(request.sourceSchema().tables().stream(), request.targetSchema().tables().stream())
                .map(t -> t.name().toString())
                .distinct()
                .sorted()
                .toList();
        @Nullable String near = Nearest.to(name, known).orElse(null);
        return new WharfException(Kind.USAGE, "unknown-table",
                "Neither " + request.source() + " nor " + request.target() + " has a table " + name + ".",
                near == null ? "There are " + String.join(", ", known) + "." : "Did you mean " + near + "?");
    }

    private static WharfException fitsNothing(Table table, String side, String other) {
        return new WharfException(Kind.USAGE, "no-counterpart",
                "Nothing in " + other + " fits the table " + table.name() + " of " + side + " by its name or columns.",
                "Pair it with a table: --table " + table.name() + " --table THE_OTHER, or write the plan by hand.");
    }
}
