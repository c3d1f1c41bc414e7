package dev.wharf.database.postgresql;

import dev.wharf.catalog.ColumnType;
import dev.wharf.database.Extract;
import dev.wharf.database.ExtractColumn;
import dev.wharf.database.ExtractRefusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.Field;
import org.postgresql.core.Query;
import org.postgresql.core.QueryExecutor;
import org.postgresql.core.ResultCursor;
import org.postgresql.core.ResultHandlerBase;
import org.postgresql.core.Tuple;
import org.postgresql.util.ServerErrorMessage;

/**
 * Finds an extract's columns by the protocol's Parse and Describe; nothing is planned or run. This goes through the driver's
 * executor, because its prepared statements take the operators ?, ?| and ?& for parameters, and their metadata hide type
 * modifiers and call a numbered integer "serial".
 */
final class PostgresDescribe {

    /** The very text in which the extract is read later, so that what could not be wrapped is found here. */
    private static final String BEFORE = "SELECT s.* FROM (";

    private static final String AFTER = "\n) s";

    private PostgresDescribe() {}

    static Extract describe(Connection connection, String sql, List<String> key) throws SQLException {
        // As it stands first: what only makes sense inside of the parentheses would close them and go on outside.
        fields(connection, sql, "", "");
        Field[] fields = fields(connection, sql, BEFORE, AFTER);
        PostgresTypeCatalog types = PostgresTypeCatalog.read(connection);
        List<ExtractColumn> columns = new ArrayList<>();
        try (PreparedStatement names = connection.prepareStatement("SELECT pg_catalog.format_type(?::oid, ?)")) {
            for (Field field : fields) {
                long oid = Integer.toUnsignedLong(field.getOID());
                names.setLong(1, oid);
                names.setInt(2, field.getMod());
                try (ResultSet row = names.executeQuery()) {
                    row.next();
                    ColumnType type = types.of(oid, field.getMod(), row.getString(1));
                    columns.add(new ExtractColumn(field.getColumnLabel(), type, PostgresValues.layout(type)));
                }
            }
        }
        ExtractRefusal.requireNames(columns, key);
        return new Extract(sql, columns, key);
    }

    private static Field[] fields(Connection connection, String sql, String before, String after) throws SQLException {
        QueryExecutor executor = connection.unwrap(BaseConnection.class).getQueryExecutor();
        Query query = executor.createSimpleQuery(before + sql + after);
        try {
            if (query.getSubqueries() != null) {
                throw ExtractRefusal.severalStatements();
            }
            Described described = new Described();
            executor.execute(
                    query,
                    null,
                    described,
                    0,
                    0,
                    QueryExecutor.QUERY_DESCRIBE_ONLY | QueryExecutor.QUERY_ONESHOT | QueryExecutor.QUERY_SUPPRESS_BEGIN);
            return described.fields;
        } catch (SQLException e) {
            throw refusal(e, sql, before.length());
        } catch (IndexOutOfBoundsException e) {
            // The driver takes no answer about parameters that it was not given.
            throw ExtractRefusal.parameters(e);
        } finally {
            query.close();
        }
    }

    private static final class Described extends ResultHandlerBase {

        private Field[] fields = {};

        @Override
        public void handleResultRows(
                Query query, Field[] columns, List<Tuple> tuples, @Nullable ResultCursor cursor) {
            fields = columns;
        }

        @Override
        public void handleWarning(SQLWarning warning) {
            // A notice is no part of the answer.
        }
    }

    private static RuntimeException refusal(SQLException e, String sql, int offset) throws SQLException {
        String state = PostgresErrors.state(e);
        ServerErrorMessage server = PostgresErrors.server(e);
        if (server == null || PostgresErrors.lost(state)) {
            throw e;
        }
        int position = server.getPosition() - offset;
        // Only texts of class 42 hold nothing but names; a literal that does not fit is quoted by those of class 22.
        String reason = state.startsWith("42") && server.getMessage() != null ? server.getMessage() : "";
        return ExtractRefusal.of("SQLSTATE " + state, sql, position, reason, server.getHint(), e);
    }
}
