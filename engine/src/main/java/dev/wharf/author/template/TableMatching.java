package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ForeignKey;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableKind;
import dev.wharf.catalog.TableName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds for every source table the target table that means the same: by name first, then by columns. The best pair is taken
 * first, then the best of the rest; the same schemas always give the same pairs.
 */
final class TableMatching {

    /** The least score of a pair that nobody asked for. */
    static final double ENOUGH = 0.5;
    /** The least score of a pair of which a person named one side. */
    static final double ENOUGH_WHEN_NAMED = 0.3;
    /** A second candidate as near as this makes the first one a question. */
    private static final double TOO_CLOSE = 0.05;

    private static final double COLUMN_FITS = 0.8;
    /** A name that fits like this is beaten by no likeness of columns. */
    private static final double SURE_NAME = 0.95;
    /** Tables of one name in several schemas go to the schema of the same name. */
    private static final double SAME_SCHEMA = 0.06;
    /** Less than this share of columns of the very same name, and tables of other names are not compared further. */
    private static final double WORTH_A_LOOK = 0.4;

    private final Schema source;
    private final Schema target;
    private final TableNames names;
    private final List<TableMatch> scored = new ArrayList<>();
    private final Map<Table, Set<String>> columnNames = new HashMap<>();

    TableMatching(Schema source, Schema target) {
        this.source = source;
        this.target = target;
        this.names = new TableNames(source, target);
        for (Table from : tables(source)) {
            for (Table to : tables(target)) {
                double score = score(from, to);
                if (score >= ENOUGH_WHEN_NAMED) {
                    scored.add(new TableMatch(from, to, score));
                }
            }
        }
        scored.sort(Comparator.comparingDouble(TableMatch::score).reversed()
                .thenComparing(m -> m.source().name())
                .thenComparing(m -> m.target().name()));
    }

    TableNames names() {
        return names;
    }

    /** The best pairs among these tables, none used twice. */
    List<TableMatch> best(Collection<Table> sources, Collection<Table> targets, double enough) {
        List<Table> freeSources = new ArrayList<>(sources);
        List<Table> freeTargets = new ArrayList<>(targets);
        List<TableMatch> best = new ArrayList<>();
        for (TableMatch match : scored) {
            if (match.score() >= enough && freeSources.contains(match.source()) && freeTargets.contains(match.target())) {
                best.add(match);
                freeSources.remove(match.source());
                freeTargets.remove(match.target());
            }
        }
        return best;
    }

    List<TableMatch> best() {
        List<TableMatch> best = new ArrayList<>(best(tables(source), tables(target), ENOUGH));
        best.addAll(byNeighbours(best));
        return best;
    }

    /**
     * Tables that no name leads to, but that refer to just the tables that a table of the target refers to: to two or more, or
     * to one where nothing else is left on either side and both have the same shape.
     */
    private List<TableMatch> byNeighbours(List<TableMatch> best) {
        Map<TableName, TableName> matched = new HashMap<>();
        best.forEach(m -> matched.put(m.source().name(), m.target().name()));
        List<Table> freeSources = tables(source).stream().filter(t -> best.stream().noneMatch(m -> m.source().equals(t))).toList();
        List<Table> freeTargets = tables(target).stream().filter(t -> best.stream().noneMatch(m -> m.target().equals(t))).toList();
        Map<Table, Set<TableName>> from = new HashMap<>();
        freeSources.forEach(t -> from.put(t, neighbours(t, matched)));
        Map<TableName, TableName> same = new HashMap<>();
        matched.values().forEach(t -> same.put(t, t));
        Map<Table, Set<TableName>> to = new HashMap<>();
        freeTargets.forEach(t -> to.put(t, neighbours(t, same)));
        List<TableMatch> found = new ArrayList<>();
        for (Table table : freeSources) {
            Set<TableName> parents = from.get(table);
            List<Table> fitting = freeTargets.stream().filter(t -> to.get(t).equals(parents)).toList();
            boolean only = freeSources.stream().filter(t -> from.get(t).equals(parents)).count() == 1;
            boolean last = parents.size() == 1 && freeSources.size() == 1 && freeTargets.size() == 1;
            if (only && fitting.size() == 1 && (parents.size() >= 2 || last && sameShape(table, fitting.getFirst()))) {
                found.add(new TableMatch(table, fitting.getFirst(), ENOUGH));
            }
        }
        return found;
    }

    /** As many columns, and keys of as many parts, of which one refers to the table's parent. */
    private static boolean sameShape(Table a, Table b) {
        return a.columns().size() == b.columns().size()
                && a.primaryKey().size() >= 2
                && a.primaryKey().size() == b.primaryKey().size()
                && a.foreignKeys().stream().allMatch(k -> a.primaryKey().containsAll(k.columns()))
                && b.foreignKeys().stream().allMatch(k -> b.primaryKey().containsAll(k.columns()));
    }

    /** What a table refers to, as the target names it; empty where one of these has no counterpart. */
    private static Set<TableName> neighbours(Table table, Map<TableName, TableName> names) {
        Set<TableName> neighbours = new HashSet<>();
        for (ForeignKey key : table.foreignKeys()) {
            TableName name = names.get(key.table());
            if (name == null) {
                return Set.of();
            }
            neighbours.add(name);
        }
        return neighbours;
    }

    /** Pairs of tables without a counterpart, of which no name tells enough: a reason to ask. */
    List<Table> left(Table from, Collection<TableMatch> all) {
        return tables(target).stream()
                .filter(t -> all.stream().noneMatch(m -> m.target().equals(t)))
                .filter(t -> (from.foreignKeys().size() >= 2) == (t.foreignKeys().size() >= 2))
                .toList();
    }

    /** Other tables of the target that fit a match's source table as well, and that no better match took. */
    List<Table> rivals(TableMatch match, Collection<TableMatch> all) {
        double name = names.score(match.source().name(), match.target().name());
        return scored.stream()
                .filter(m -> m.source().equals(match.source())
                        && !m.target().equals(match.target())
                        && m.score() > match.score() - TOO_CLOSE
                        && (name < SURE_NAME || names.score(m.source().name(), m.target().name()) >= name)
                        && all.stream().noneMatch(other -> other.target().equals(m.target())))
                .map(TableMatch::target)
                .toList();
    }

    TableMatch pair(Table from, Table to) {
        return new TableMatch(from, to, score(from, to));
    }

    /** Tables that hold rows; views are nobody's business unless they are named. */
    static List<Table> tables(Schema schema) {
        return schema.tables().stream().filter(t -> t.kind() != TableKind.VIEW).toList();
    }

    private double score(Table from, Table to) {
        double name = names.score(from.name(), to.name());
        if (name < 0.3 && sameColumns(from, to) < WORTH_A_LOOK) {
            return 0;
        }
        ColumnNames columns = new ColumnNames(names.sourceWords(from.name()), names.targetWords(to.name()));
        double structure = structure(from, to, columns);
        if (name < 0.3) {
            boolean telling = structure >= 0.85 && Math.min(from.columns().size(), to.columns().size()) >= 3;
            return telling ? 0.55 * structure : 0;
        }
        String schema = from.name().schema();
        return 0.65 * name + 0.35 * structure + (schema != null && schema.equals(to.name().schema()) ? SAME_SCHEMA : 0);
    }

    /** The share of columns with the very same words, which is quick to tell. */
    private double sameColumns(Table from, Table to) {
        Set<String> a = columnNames.computeIfAbsent(from, TableMatching::plainNames);
        Set<String> b = columnNames.computeIfAbsent(to, TableMatching::plainNames);
        long same = a.stream().filter(b::contains).count();
        return (double) same / Math.max(1, Math.max(a.size(), b.size()));
    }

    private static Set<String> plainNames(Table table) {
        Set<String> plain = new HashSet<>();
        table.columns().forEach(c -> plain.add(String.join("", Words.singular(c.name()))));
        return plain;
    }

    /** The share of columns of both tables that have a counterpart by name. */
    private static double structure(Table from, Table to, ColumnNames names) {
        Map<String, Boolean> found = new HashMap<>();
        int fed = 0;
        for (Column column : to.columns()) {
            boolean feeds = false;
            for (Column candidate : from.columns()) {
                if (names.score(candidate.name(), column.name()) >= COLUMN_FITS) {
                    found.put(candidate.name(), true);
                    feeds = true;
                }
            }
            fed += feeds ? 1 : 0;
        }
        double ofTarget = to.columns().isEmpty() ? 0 : (double) fed / to.columns().size();
        double ofSource = from.columns().isEmpty() ? 0 : (double) found.size() / from.columns().size();
        return (ofTarget + ofSource) / 2;
    }
}
