package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Schema;
import dev.wharf.catalog.Table;
import dev.wharf.catalog.TableKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

    private final Schema source;
    private final Schema target;
    private final TableNames names;
    private final List<TableMatch> scored = new ArrayList<>();

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
        return best(tables(source), tables(target), ENOUGH);
    }

    /** Other tables of the target that fit a match's source table as well, and that no better match took. */
    List<Table> rivals(TableMatch match, Collection<TableMatch> all) {
        if (names.score(match.source().name(), match.target().name()) >= 0.95) {
            return List.of();
        }
        return scored.stream()
                .filter(m -> m.source().equals(match.source())
                        && !m.target().equals(match.target())
                        && m.score() > match.score() - TOO_CLOSE
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
        ColumnNames columns = new ColumnNames(names.sourceWords(from.name()), names.targetWords(to.name()));
        double structure = structure(from, to, columns);
        if (name < 0.3) {
            boolean telling = structure >= 0.85 && Math.min(from.columns().size(), to.columns().size()) >= 3;
            return telling ? 0.55 * structure : 0;
        }
        return 0.65 * name + 0.35 * structure;
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
