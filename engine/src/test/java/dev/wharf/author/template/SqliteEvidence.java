package dev.wharf.author.template;

import dev.wharf.author.DatabaseEvidence;
import dev.wharf.author.Evidence;
import dev.wharf.catalog.Table;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Facts of a real SQLite source and of a target that is empty, but for what a test puts into it. */
final class SqliteEvidence implements Evidence, AutoCloseable {

    private final Database source;
    private final DatabaseEvidence facts;
    final Map<String, Long> targetRows = new HashMap<>();
    final Map<String, Values> targetValues = new HashMap<>();
    final Set<String> moved = new HashSet<>();

    SqliteEvidence(Path file) {
        source = Databases.open(new ConnectionSpec("legacy", "jdbc:sqlite:" + file, null, null, false, file.toAbsolutePath().getParent()));
        facts = new DatabaseEvidence(source, source);
    }

    @Override
    public Values sourceValues(Table table, String column, @Nullable String condition) {
        return facts.sourceValues(table, column, condition);
    }

    @Override
    public OptionalLong sourceRows(Table table, @Nullable String condition) {
        return facts.sourceRows(table, condition);
    }

    @Override
    public OptionalLong sourceDuplicates(Table table, List<String> columns, @Nullable String condition) {
        return facts.sourceDuplicates(table, columns, condition);
    }

    @Override
    public Values targetValues(Table table, String column) {
        return targetValues.getOrDefault(table.name() + "." + column, new Values(List.of(), true));
    }

    @Override
    public OptionalLong targetRows(Table table) {
        return OptionalLong.of(targetRows.getOrDefault(table.name().toString(), 0L));
    }

    @Override
    public boolean movedBefore(String namespace, String entity) {
        return moved.contains(entity);
    }

    @Override
    public void close() {
        facts.close();
        source.close();
    }
}
