package dev.wharf.gate;

import dev.wharf.catalog.Dialect;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which tables may be read: those of the data, never those of the database itself or of Wharf. */
final class SqlRelations {

    /** Tables that every SQLite connection of this driver has without anybody making them ({@code PRAGMA module_list}). */
    private static final Set<String> SQLITE_MODULES = Set.of(
            "dbstat", "bytecode", "tables_used", "completion", "generate_series", "json_each", "json_tree", "fts3", "fts4",
            "fts5", "fts4aux", "fts5vocab", "fts3tokenize", "rtree", "rtree_i32", "geopoly", "carray", "zipfile", "fsdir");

    /** They tell where a row lies and who wrote it last, not what it holds; a table cannot have columns of these names. */
    private static final Set<String> SYSTEM_COLUMNS = Set.of("ctid", "xmin", "xmax", "cmin", "cmax", "tableoid");

    private SqlRelations() {}

    /** Of names without quotes and in lower case. Nothing of a user's begins with pg_ or sqlite_. */
    static boolean mayRead(Dialect dialect, @Nullable String schema, String name) {
        return switch (dialect) {
            case POSTGRESQL ->
                !name.startsWith("pg_")
                        && (schema == null
                                || !(schema.startsWith("pg_") || schema.equals("information_schema") || schema.equals("wharf")));
            case SQLITE ->
                (schema == null || schema.equals("main"))
                        && !name.startsWith("sqlite_")
                        && !name.startsWith("pragma_")
                        && !SQLITE_MODULES.contains(name);
        };
    }

    static boolean isSystemColumn(Dialect dialect, String name) {
        return dialect == Dialect.POSTGRESQL && SYSTEM_COLUMNS.contains(name);
    }

    /**
     * Collations that the database brings and that call equal only what is the same; a user's own may call others equal, and
     * then DISTINCT and GROUP BY keep one of them by chance.
     */
    static boolean isPlainCollation(Dialect dialect, String name) {
        return switch (dialect) {
            case POSTGRESQL ->
                name.matches("c|posix|default|ucs_basic|unicode|pg_c_utf8|pg_unicode_fast|c[.]utf-?8"
                        + "|[a-z]{2,3}_[a-z]{2}([.@][a-z0-9@-]+)?|[a-z]{2,3}(-[a-z0-9]+)*-x-icu");
            case SQLITE -> Set.of("binary", "nocase", "rtrim").contains(name);
        };
    }
}
