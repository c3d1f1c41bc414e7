package dev.wharf.database.sqlite;

import static dev.wharf.database.sqlite.SqliteSql.list;
import static dev.wharf.database.sqlite.SqliteSql.name;

import dev.wharf.catalog.Column;
import dev.wharf.catalog.Table;
import dev.wharf.database.ByteSink;
import dev.wharf.database.DataRefusal;
import dev.wharf.database.RowHasher;
import dev.wharf.database.StoredRow;
import dev.wharf.database.Tuples;
import dev.wharf.wire.BigEndian;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of one table by their keys: reads them whole, pictures and hashes them, updates one column. */
final class SqliteTable {

    private final SqliteTargetSession session;
    private final Table table;
    private final List<String> key;
    private final List<String> columns;
    private final RowHasher hasher;
    private final String byValue;

    SqliteTable(SqliteTargetSession session, Table table, List<String> key) {
        this.session = session;
        this.table = table;
        this.key = key;
        columns = table.columns().stream()
                .filter(c -> c.generated() != Column.Generated.COMPUTED)
                .map(Column::name)
                .toList();
        hasher = SqliteHasher.of(columns.size());
        byValue = select(columns, Collections.nCopies(key.size(), List.of("")));
    }

    /** The columns that a row's image and hash cover: all but the computed ones. */
    List<String> columns() {
        return columns;
    }

    /** The hash of the whole row whose tuple begins at {@code start}. */
    byte[] hash(byte[] bytes, int start) {
        return hasher.hash(bytes, start);
    }

    String image(byte[] tuple) {
        return SqliteImage.of(columns, tuple);
    }

    /** The row with a key, whole; null where there is none. {@code key} has a part a column, as {@link SqliteBound} writes it. */
    byte @Nullable [] row(List<String> bounds) throws SQLException {
        return row(columns, byValue, bounds.stream().map(List::of).toList());
    }

    /** The row whose key reads so, whole; null where there is none. */
    byte @Nullable [] rowByText(List<String> texts) throws SQLException {
        List<List<String>> forms = forms(texts);
        return row(columns, select(columns, forms), forms);
    }

    static List<List<String>> forms(List<String> texts) {
        return texts.stream().map(SqliteKeys::forms).toList();
    }

    String where(List<List<String>> bounds) {
        return where("", bounds);
    }

    /** @param alias of the table, with the point behind it */
    String where(String alias, List<List<String>> bounds) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < key.size(); i++) {
            conditions.add(alias + name(key.get(i)) + " IN (" + SqliteSql.parameters(bounds.get(i).size()) + ")");
        }
        return " WHERE " + String.join(" AND ", conditions);
    }

    private String select(List<String> wanted, List<List<String>> bounds) {
        return "SELECT " + (wanted.isEmpty() ? "1" : list(wanted, SqliteSql::name)) + " FROM " + name(table.name())
                + where(bounds);
    }

    static int bind(PreparedStatement statement, int index, List<List<String>> bounds) throws SQLException {
        int at = index;
        for (List<String> forms : bounds) {
            for (String form : forms) {
                SqliteBound.bind(statement, at++, form);
            }
        }
        return at;
    }

    private byte @Nullable [] row(List<String> wanted, String sql, List<List<String>> bounds) throws SQLException {
        PreparedStatement statement = session.prepare(sql);
        bind(statement, 1, bounds);
        try (ResultSet result = statement.executeQuery()) {
            if (!result.next()) {
                return null;
            }
            ByteSink out = new ByteSink(256);
            session.rows(statement).tuple(wanted, 0, wanted.size(), out);
            if (result.next()) {
                throw new DataRefusal(
                        "21000", "the key (" + String.join(", ", key) + ") is that of several rows of " + table.name(), null);
            }
            return out.toBytes();
        } catch (SqliteRows.InvalidText e) {
            throw e.inTarget(table.name().toString());
        }
    }

    List<@Nullable StoredRow> find(List<List<String>> keys, List<Column> wanted) throws SQLException {
        @Nullable StoredRow[] found = new StoredRow[keys.size()];
        List<String> names = wanted.stream().map(Column::name).toList();
        for (int i = 0; i < found.length; i++) {
            List<List<String>> forms = forms(keys.get(i));
            byte[] tuple = row(names, select(names, forms), forms);
            found[i] = tuple == null ? null : new StoredRow("", tuple);
        }
        return Arrays.asList(found);
    }

    /** The key of the row whose key reads so, as {@link SqliteBound} writes it; the row is there. */
    List<String> bounds(List<String> texts) throws SQLException {
        List<List<String>> forms = forms(texts);
        PreparedStatement statement = session.prepare(select(key, forms));
        bind(statement, 1, forms);
        try (ResultSet result = statement.executeQuery()) {
            result.next();
            return keyOf(statement);
        }
    }

    /** The key in the first columns of a statement's current row. */
    List<String> keyOf(PreparedStatement statement) throws SQLException {
        ByteSink out = new ByteSink(64);
        session.rows(statement).tuple(key, 0, key.size(), out);
        List<String> bounds = new ArrayList<>();
        for (int field : Tuples.fields(out.bytes(), 0)) {
            int length = BigEndian.int32(out.bytes(), field);
            bounds.add(length < 0 ? "n" : SqliteBound.text(out.bytes(), field + 4, length));
        }
        return bounds;
    }
}
