package dev.wharf.database.postgresql;

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
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database. It holds no connection: every question opens one and closes it. */
public final class PostgresDatabase implements Database {

    private final ConnectionSpec spec;
    private final PostgresConnector connector;
    private final PostgresValues values;

    /** @throws dev.wharf.failure.WharfException of kind USAGE where the URL is wrong */
    public PostgresDatabase(ConnectionSpec spec) {
        this.spec = spec;
        connector = new PostgresConnector(spec);
        values = new PostgresValues(new PostgresElements(connector::openReading)::of);
    }

    @Override
    public String name() {
        return spec.name();
    }

    @Override
    public Dialect dialect() {
        return Dialect.POSTGRESQL;
    }

    @Override
    public Schema survey() {
        throw new UnsupportedOperationException("survey");
    }

    @Override
    public DatabaseIdentity identity() {
        try (Connection connection = connector.openReading()) {
            return PostgresIdentity.read(connection, connector.place());
        } catch (SQLException e) {
            throw PostgresErrors.of(e);
        }
    }

    @Override
    public SessionRole role() {
        try (Connection connection = connector.openReading()) {
            return PostgresRole.read(connection);
        } catch (SQLException e) {
            throw PostgresErrors.of(e);
        }
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
        return new PostgresSnapshot(connector::openSource);
    }

    @Override
    public TargetSession openTarget() {
        return new PostgresTargetSession(connector.openTarget());
    }

    @Override
    public ValueType layout(Column column) {
        return PostgresValues.layout(column.type());
    }

    @Override
    public @Nullable ValueEncoder encoder(ValueType from, @Nullable ColumnType fromType, Column to) {
        return values.encoder(from, fromType, to);
    }

    @Override
    public RowHasher hasher(List<Column> columns) {
        return PostgresHasher.of(columns);
    }

    @Override
    public void close() {
        // There is nothing open.
    }
}
