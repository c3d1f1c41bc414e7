package dev.wharf.author;

import dev.wharf.audit.AuditSchema;
import dev.wharf.audit.MappingStore;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Table;
import dev.wharf.database.Database;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.TargetSession;
import dev.wharf.failure.WharfException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Evidence from two databases, each seen through one read-only snapshot. Every fact is asked for once. For one thread.
 */
public final class DatabaseEvidence implements Evidence, AutoCloseable {

    /** A table with more rows is not counted through: a plan should be written in seconds. */
    static final long MAX_ROWS = 5_000_000;

    private final Database target;
    private final SourceSnapshot sourceData;
    private final SourceSnapshot targetData;
    private final Map<String, List<List<String>>> asked = new HashMap<>();
    private final Set<String> tooSlow = new HashSet<>();
    private final Map<String, Boolean> moved = new HashMap<>();

    public DatabaseEvidence(Database source, Database target) {
        this.target = target;
        this.sourceData = source.openSnapshot();
        try {
            this.targetData = target.openSnapshot();
        } catch (RuntimeException e) {
            sourceData.close();
            throw e;
        }
    }

    @Override
    public Values sourceValues(Table table, String column, @Nullable String condition) {
        return table.rows() > MAX_ROWS ? Values.UNKNOWN : values(sourceData, table, column, condition);
    }

    @Override
    public OptionalLong sourceRows(Table table, @Nullable String condition) {
        if (table.rows() > MAX_ROWS) {
            return OptionalLong.empty();
        }
        String sql = "SELECT count(*) FROM " + SqlNames.quote(table.name())
                + (condition == null ? "" : " WHERE " + condition);
        return counted(sourceData, "source ", sql);
    }

    @Override
    public OptionalLong sourceDuplicates(Table table, List<String> columns, @Nullable String condition) {
        if (table.rows() > MAX_ROWS) {
            return OptionalLong.empty();
        }
        String names = columns.stream().map(SqlNames::quote).collect(Collectors.joining(", "));
        String present = columns.stream().map(c -> SqlNames.quote(c) + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String sql = "SELECT count(*) FROM (SELECT 1 AS one FROM " + SqlNames.quote(table.name()) + " WHERE " + present
                + (condition == null ? "" : " AND " + condition)
                + " GROUP BY " + names + " HAVING count(*) > 1) AS duplicates";
        return counted(sourceData, "source ", sql);
    }

    @Override
    public Values targetValues(Table table, String column) {
        return table.rows() > MAX_ROWS ? Values.UNKNOWN : values(targetData, table, column, null);
    }

    @Override
    public OptionalLong targetRows(Table table) {
        if (table.rows() > MAX_ROWS) {
            // an estimate, which counts rows that were rolled back too
            boolean empty = query(targetData, "target ", "SELECT 1 AS one FROM " + SqlNames.quote(table.name()) + " LIMIT 1", 1).isEmpty();
            return OptionalLong.of(empty ? 0 : table.rows());
        }
        OptionalLong counted = counted(targetData, "target ", "SELECT count(*) FROM " + SqlNames.quote(table.name()));
        return counted.isPresent() || table.rows() < 0 ? counted : OptionalLong.of(table.rows());
    }

    @Override
    public boolean movedBefore(String namespace, String entity) {
        return moved.computeIfAbsent(namespace + "\n" + entity, key -> {
            try (TargetSession session = target.openTarget()) {
                Sql sql = new Sql(session.connection(), target.dialect());
                return AuditSchema.present(sql) && new MappingStore(sql).tableOf(namespace, entity).isPresent();
            }
        });
    }

    @Override
    public void close() {
        try (sourceData) {
            targetData.close();
        }
    }

    private Values values(SourceSnapshot data, Table table, String column, @Nullable String condition) {
        String name = SqlNames.quote(column);
        String sql = "SELECT " + name + ", count(*) FROM " + SqlNames.quote(table.name()) + " WHERE " + name + " IS NOT NULL"
                + (condition == null ? "" : " AND " + condition)
                + " GROUP BY " + name + " ORDER BY 2 DESC, 1 LIMIT " + (MAX_VALUES + 1);
        List<List<String>> rows;
        try {
            rows = query(data, data == sourceData ? "source " : "target ", sql, MAX_VALUES + 1);
        } catch (WharfException e) {
            return ifTooSlow(e, Values.UNKNOWN);
        }
        List<ValueCount> counts = new ArrayList<>();
        for (List<String> row : rows) {
            counts.add(new ValueCount(row.get(0), Long.parseLong(row.get(1))));
        }
        boolean complete = counts.size() <= MAX_VALUES;
        // Databases order texts by their collation; a plan must not depend on it.
        counts.sort(Comparator.comparingLong(ValueCount::rows).reversed().thenComparing(ValueCount::value));
        return new Values(complete ? counts : counts.subList(0, MAX_VALUES), complete);
    }

    private List<List<String>> query(SourceSnapshot data, String side, String sql, int maxRows) {
        return asked.computeIfAbsent(side + sql, key -> data.query(sql, maxRows));
    }

    /** Empty where the database did not come to the end in time. */
    private OptionalLong counted(SourceSnapshot data, String side, String sql) {
        if (tooSlow.contains(side + sql)) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(query(data, side, sql, 1).getFirst().getFirst()));
        } catch (WharfException e) {
            OptionalLong unknown = ifTooSlow(e, OptionalLong.empty());
            tooSlow.add(side + sql);
            return unknown;
        }
    }

    /** What takes too long to be counted is not known, and the plan is written all the same. */
    private static <T> T ifTooSlow(WharfException failure, T unknown) {
        if (failure.code().equals("database-timeout")) {
            return unknown;
        }
        throw failure;
    }
}
