package dev.wharf.database.sqlite;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.DatabaseIdentity;
import dev.wharf.database.Extract;
import dev.wharf.database.RowHasher;
import dev.wharf.database.SessionRole;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.TargetSession;
import dev.wharf.database.ValueEncoder;
import dev.wharf.wire.ValueType;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A SQLite file. It holds no connection: every question opens one and closes it. */
public final class SqliteDatabase implements Database {

    private final ConnectionSpec spec;
    private final SqliteConnector connector;

    /** @throws dev.wharf.failure.WharfException of kind USAGE where the URL is wrong */
    public SqliteDatabase(ConnectionSpec spec) {
        this.spec = spec;
        connector = new SqliteConnector(spec);
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public Dialect dialect() {
        return Dialect.SQLITE;
    }

    @Override
    public Schema survey() {
        throw new UnsupportedOperationException("survey");
    }

    @Override
    public DatabaseIdentity identity() {
        return new DatabaseIdentity(Map.of("path", connector.canonical().toString()));
    }

    /** SQLite has no roles: whoever may write the file may write. */
    @Override
    public SessionRole role() {
        return new SessionRole("", false, Files.isWritable(connector.canonical()));
    }

    @Override
    public Extract describe(String sql, List<String> key) {
        throw new UnsupportedOperationException("describe");
    }

    @Override
    public boolean rangesReachIndex(Extract extract) {
        throw new UnsupportedOperationException("rangesReachIndex");
    }

    @Override
    public SourceSnapshot openSnapshot() {
        return new SqliteSnapshot(connector.openSource());
    }

    @Override
    public TargetSession openTarget() {
        return new SqliteTargetSession(connector.openTarget());
    }

    @Override
    public ValueType layout(Column column) {
        return ValueType.DYNAMIC;
    }

    @Override
    public @Nullable ValueEncoder encoder(ValueType from, @Nullable ColumnType fromType, Column to) {
        return SqliteValues.encoder(from, fromType, to);
    }

    @Override
    public RowHasher hasher(List<Column> columns) {
        return SqliteHasher.of(columns.size());
    }

    @Override
    public void close() {
        // There is nothing open.
    }
}
