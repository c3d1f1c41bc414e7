package dev.wharf.database.postgresql;

import static dev.wharf.database.postgresql.PostgresSql.name;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.WriteOutcome;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Updates one column of one row. */
final class PostgresUpdate {

    private PostgresUpdate() {}

    static WriteOutcome update(
            PostgresTargetSession session,
            Table table,
            List<String> key,
            List<String> keyValue,
            Column column,
            @Nullable String value) {
        PostgresKeys wanted = new PostgresKeys(table, key);
        String typed = "CAST(? AS " + PostgresSql.unbounded(column.type()) + ")";
        String picture = "SELECT ROW(t." + name(column.name()) + ")::record OPERATOR(pg_catalog.*<>) ROW(" + typed + ")::record, "
                + PostgresImage.expression(table) + " FROM " + wanted.from("u") + " JOIN " + name(table.name())
                + " t ON " + wanted.matches("t", "u") + " FOR UPDATE OF t";
        String change = "UPDATE " + name(table.name()) + " t SET " + name(column.name()) + " = " + typed + " FROM "
                + wanted.from("u") + " WHERE " + wanted.matches("t", "u");
        return session.asked(() -> {
            String image = picture(session, picture, wanted, keyValue, value, table);
            if (image == null) {
                return new WriteOutcome(WriteOutcome.Kind.EXISTING, null, null);
            }
            try (PreparedStatement statement = session.connection().prepareStatement(change)) {
                statement.setString(1, value);
                wanted.bind(statement, 2, List.of(keyValue));
                if (statement.executeUpdate() != 1) {
                    throw new DataRefusal("09000", "a trigger of " + table.name() + " kept the row from being updated", null);
                }
            }
            return new WriteOutcome(WriteOutcome.Kind.UPDATED, image, null);
        });
    }

    /** The row's image where it is to change, null where it has the value already. */
    private static @Nullable String picture(
            PostgresTargetSession session,
            String sql,
            PostgresKeys wanted,
            List<String> keyValue,
            @Nullable String value,
            Table table)
            throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setString(1, value);
            wanted.bind(statement, 2, List.of(keyValue));
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new DataRefusal("02000", table.name() + " has no row of that key any more", null);
                }
                return row.getBoolean(1) ? row.getString(2) : null;
            }
        }
    }
}
