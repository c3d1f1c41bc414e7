package dev.wharf.author.template;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.ColumnType;
import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.Schema;
import dev.wharf.database.Database;
import dev.wharf.database.DatabaseIdentity;
import dev.wharf.database.Databases;
import dev.wharf.database.Extract;
import dev.wharf.database.RowHasher;
import dev.wharf.database.SessionRole;
import dev.wharf.database.SourceSnapshot;
import dev.wharf.database.TargetSession;
import dev.wharf.database.ValueEncoder;
import dev.wharf.testing.SqliteFiles;
import dev.wharf.wire.ValueType;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A real SQLite file whose schema is read from the statements that made it. */
public final class SurveyedSqlite implements Database {

    private final Database file;
    private final Schema schema;

    public SurveyedSqlite(String name, Path path, List<String> statements) {
        file = Databases.open(SqliteFiles.spec(name, path));
        schema = DdlSchemas.read(Dialect.SQLITE, statements);
    }

    @Override
    public Schema survey() {
        return schema;
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public Dialect dialect() {
        return file.dialect();
    }

    @Override
    public DatabaseIdentity identity() {
        return file.identity();
    }

    @Override
    public SessionRole role() {
        return file.role();
    }

    @Override
    public Extract describe(String sql, List<String> key) {
        return file.describe(sql, key);
    }

    @Override
    public boolean rangesReachIndex(Extract extract) {
        return file.rangesReachIndex(extract);
    }

    @Override
    public SourceSnapshot openSnapshot() {
        return file.openSnapshot();
    }

    @Override
    public TargetSession openTarget() {
        return file.openTarget();
    }

    @Override
    public ValueType layout(Column column) {
        return file.layout(column);
    }

    @Override
    public @Nullable ValueEncoder encoder(ValueType from, @Nullable ColumnType fromType, Column to) {
        return file.encoder(from, fromType, to);
    }

    @Override
    public RowHasher hasher(List<Column> columns) {
        return file.hasher(columns);
    }

    @Override
    public void close() {
        file.close();
    }
}
