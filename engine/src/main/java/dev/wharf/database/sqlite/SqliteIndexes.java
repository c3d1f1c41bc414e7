package dev.wharf.database.sqlite;

import dev.wharf.catalog.UniqueKey;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the indexes of one table tell of its keys. */
record SqliteIndexes(List<UniqueKey> uniqueKeys, boolean primaryKeyHasIndex) {

    static SqliteIndexes read(Connection connection, String table) throws SQLException {
        List<UniqueKey> keys = new ArrayList<>();
        boolean primary = false;
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT name, origin FROM pragma_index_list(?) WHERE \"unique\" AND NOT partial ORDER BY name")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getString(2).equals("pk")) {
                        primary = true;
                        continue;
                    }
                    List<String> columns = columns(connection, rows.getString(1));
                    if (columns != null) {
                        keys.add(new UniqueKey(rows.getString(1), columns));
                    }
                }
            }
        }
        return new SqliteIndexes(List.copyOf(keys), primary);
    }

    /** Null for an index over expressions. */
    private static @Nullable List<String> columns(Connection connection, String index) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT cid, name FROM pragma_index_xinfo(?) WHERE \"key\" ORDER BY seqno")) {
            statement.setString(1, index);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (rows.getInt(1) < 0) {
                        return null;
                    }
                    columns.add(rows.getString(2));
                }
            }
        }
        return columns;
    }
}
