package dev.wharf.database.postgresql;

import dev.wharf.database.postgresql.PostgresSessions.Use;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** Asks the database once what the elements of an array type are. */
final class PostgresElements {

    private final PostgresSessions sessions;
    private final ConcurrentMap<String, Optional<PostgresValues.Element>> known = new ConcurrentHashMap<>();

    PostgresElements(PostgresSessions sessions) {
        this.sessions = sessions;
    }

    PostgresValues.@Nullable Element of(String sqlName) {
        return known.computeIfAbsent(sqlName, this::ask).orElse(null);
    }

    private Optional<PostgresValues.Element> ask(String sqlName) {
        try {
            return sessions.ask(Use.READING, connection -> ofArray(connection, sqlName));
        } catch (SQLException e) {
            throw PostgresErrors.of(e);
        }
    }

    private static Optional<PostgresValues.Element> ofArray(Connection connection, String sqlName) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                SELECT e.oid::bigint, e.typtype FROM pg_type t JOIN pg_type e ON e.oid = t.typelem
                WHERE t.oid = to_regtype(?)""")) {
            // to_regtype takes no length: character varying(5)[] is the same type as character varying[].
            statement.setString(1, sqlName.replaceAll("\\(\\d+(,-?\\d+)?\\)", ""));
            try (ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new PostgresValues.Element((int) row.getLong(1), row.getString(2).charAt(0)))
                        : Optional.empty();
            }
        }
    }
}
