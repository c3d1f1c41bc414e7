package dev.wharf.database.sqlite;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.DatabaseIdentity;
import dev.wharf.database.Extract;
import dev.wharf.database.ExtractText;
import dev.wharf.database.OwnRoutine;
import dev.wharf.database.RowHasher;
import dev.wharf.database.SessionRole;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.TargetSession;
import dev.wharf.database.ValueEncoder;
import dev.wharf.wire.ValueType;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
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

    /** What a failed statement means; see {@link dev.wharf.database.Databases#failure}. */
    public static RuntimeException failure(SQLException e) {
        return SqliteErrors.of(e);
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
        return ask(SqliteSurvey::read);
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
        return ask(connection -> SqliteDescribe.describe(connection, ExtractText.bare(sql), key));
    }

    /** A file holds no functions. */
    @Override
    public List<OwnRoutine> ownRoutines(Collection<String> named) {
        return List.of();
    }

    @Override
    public boolean rangesReachIndex(Extract extract) {
        return ask(connection -> SqliteRanges.reachIndex(connection, extract));
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

    private interface Question<T> {
        T of(Connection connection) throws SQLException;
    }

    private <T> T ask(Question<T> question) {
        try (Connection connection = connector.openSource()) {
            return question.of(connection);
        } catch (SQLException e) {
            throw SqliteErrors.answering(spec.name(), connector.file(), e);
        }
    }
}
