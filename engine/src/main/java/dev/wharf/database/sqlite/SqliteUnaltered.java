package dev.wharf.database.sqlite;

import dev.wharf.catalog.Column;
import dev.wharf.database.ByteSink;
import dev.wharf.database.Tuples;
import dev.wharf.database.WriteBlock;
import dev.wharf.wire.BigEndian;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of which rows of a block it is certain how they stand, so that nobody has to read them back. The file is asked, within the
 * block's transaction, for it may say something else than the survey did.
 *
 * <p>Values are bound in the storage class that their column's affinity leaves them in, or as the same number, which the hash
 * knows ({@link SqliteSink}, {@link SqliteHasher}). What else makes a row's values is looked for here: triggers, defaults, a
 * number for a NULL in INTEGER PRIMARY KEY, and a file in UTF-16, which converts texts. A key has to be unique as it is
 * compared, because reading back is what finds another row with it; so no collation may be written down, for a column and its
 * index can have different ones.
 */
final class SqliteUnaltered {

    /** A column that rows keep, as the file declares it. */
    private record Kept(String name, String type, boolean hasDefault, boolean inPrimaryKey) {}

    private final WriteBlock block;
    private final SqliteTable hashed;
    private final boolean triggers;
    private final boolean certain;
    /** For each column of the hash where it stands in the block; -1 where it does not. */
    private final int[] places;
    private final boolean asItIs;
    /** Where the column stands in the block that SQLite numbers where it is NULL; -1 where it is part of the key, or there is none. */
    private final int numbered;
    private final ByteSink whole = new ByteSink(256);

    /** @param hashed the block's table */
    SqliteUnaltered(SqliteTargetSession session, WriteBlock block, SqliteTable hashed) throws SQLException {
        this.block = block;
        this.hashed = hashed;
        String table = block.table().name().name();
        boolean trigger = false;
        boolean collation = false;
        PreparedStatement schema = session.prepare("SELECT type = 'trigger' FROM sqlite_schema"
                + " WHERE tbl_name = ? COLLATE NOCASE AND (type = 'trigger' OR sql LIKE '%collate%')");
        schema.setString(1, table);
        try (ResultSet rows = schema.executeQuery()) {
            while (rows.next()) {
                trigger |= rows.getBoolean(1);
                collation |= !rows.getBoolean(1);
            }
        }
        triggers = trigger;
        List<String> set = block.columns().stream().map(Column::name).toList();
        places = hashed.columns().stream().mapToInt(set::indexOf).toArray();
        asItIs = set.equals(hashed.columns());
        List<Kept> kept = kept(session, table);
        List<String> primaryKey = kept.stream().filter(Kept::inPrimaryKey).map(Kept::name).toList();
        numbered = primaryKey.size() == 1 && !block.key().contains(primaryKey.getFirst()) ? set.indexOf(primaryKey.getFirst()) : -1;
        certain = !trigger && !collation && session.encodesUtf8()
                && comesFromTheBlock(kept)
                && (isWithinKey(primaryKey) || hasUniqueKey(session, table));
    }

    private static List<Kept> kept(SqliteTargetSession session, String table) throws SQLException {
        List<Kept> kept = new ArrayList<>();
        PreparedStatement statement = session.prepare(
                "SELECT name, type, dflt_value IS NOT NULL, pk > 0 FROM pragma_table_xinfo(?) WHERE hidden < 2 ORDER BY cid");
        statement.setString(1, table);
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                kept.add(new Kept(rows.getString(1), rows.getString(2), rows.getBoolean(3), rows.getBoolean(4)));
            }
        }
        return kept;
    }

    /** Whether every column has a value of the block, converted for its type, or none. */
    private boolean comesFromTheBlock(List<Kept> kept) {
        if (!kept.stream().map(Kept::name).toList().equals(hashed.columns())) {
            return false;
        }
        for (int i = 0; i < places.length; i++) {
            Kept column = kept.get(i);
            boolean converted = places[i] >= 0 && block.columns().get(places[i]).type().sqlName().equals(column.type());
            boolean none = places[i] < 0 && !column.hasDefault() && !column.inPrimaryKey();
            if (!converted && !none) {
                return false;
            }
        }
        return true;
    }

    private boolean hasUniqueKey(SqliteTargetSession session, String table) throws SQLException {
        return SqliteIndexes.read(session.connection(), table).uniqueKeys().stream()
                .anyMatch(unique -> isWithinKey(unique.columns()));
    }

    private boolean isWithinKey(List<String> unique) {
        return !unique.isEmpty() && block.key().containsAll(unique);
    }

    /** Whether rows stay as they are while others are inserted. */
    boolean beyondTriggers() {
        return !triggers;
    }

    /** The hash of a row that is inserted; null where it may hold something else than what was bound. */
    byte @Nullable [] hash(int row) {
        byte[] bytes = block.rows().bytes();
        int start = block.rows().starts()[row];
        if (!certain) {
            return null;
        }
        int[] fields = Tuples.fields(bytes, start);
        if (numbered >= 0 && BigEndian.int32(bytes, fields[numbered]) < 0) {
            return null;
        }
        if (asItIs) {
            return hashed.hash(bytes, start);
        }
        whole.truncate(0);
        whole.int16(places.length);
        for (int place : places) {
            if (place < 0) {
                whole.int32(-1);
            } else {
                whole.put(bytes, fields[place], 4 + Math.max(0, BigEndian.int32(bytes, fields[place])));
            }
        }
        return hashed.hash(whole.bytes(), 0);
    }
}
