package dev.wharf.database.postgresql;

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
import dev.wharf.database.postgresql.PostgresSessions.Use;
import dev.wharf.wire.ValueType;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL database. Its sessions are used again while it is open, and a few of them lie idle: see {@link PostgresSessions}. */
public final class PostgresDatabase implements Database {

    private final ConnectionSpec spec;
    private final PostgresConnector connector;
    private final PostgresSessions sessions;
    private final PostgresValues values;

    /** @throws dev.wharf.failure.WharfException of kind USAGE where the URL is wrong */
    public PostgresDatabase(ConnectionSpec spec) {
        this.spec = spec;
        connector = new PostgresConnector(spec);
        sessions = new PostgresSessions(connector);
        values = new PostgresValues(new PostgresElements(sessions)::of);
    }

    /** What a failed statement means; see {@link dev.wharf.database.Databases#failure}. */
    public static RuntimeException failure(SQLException e) {
        return PostgresErrors.of(e);
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
        return ask(Use.READING, PostgresSurvey::read);
    }

    @Override
    public DatabaseIdentity identity() {
        return ask(Use.READING, connection -> PostgresIdentity.read(connection, connector.place()));
    }

    @Override
    public SessionRole role() {
        return ask(Use.READING, PostgresRole::read);
    }

    @Override
    public Extract describe(String sql, List<String> key) {
        return ask(Use.SOURCE, connection -> PostgresDescribe.describe(connection, ExtractText.bare(sql), key));
    }

    @Override
    public List<OwnRoutine> ownRoutines(Collection<String> named) {
        return ask(Use.READING, connection -> PostgresOwnRoutines.read(connection, named));
    }

    @Override
    public boolean rangesReachIndex(Extract extract) {
        return ask(Use.SOURCE, connection -> PostgresRanges.reachIndex(connection, extract));
    }

    @Override
    public SourceSnapshot openSnapshot() {
        return new PostgresSnapshot(sessions);
    }

    @Override
    public TargetSession openTarget() {
        return new PostgresTargetSession(sessions.take(Use.TARGET), sessions::giveBack);
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
        sessions.close();
    }

    /** A session that is lost here has lost nothing but an answer. */
    private <T> T ask(Use use, PostgresSessions.Question<T> question) {
        try {
            return sessions.ask(use, question);
        } catch (SQLException e) {
            throw PostgresErrors.answering(spec, e);
        }
    }
}
