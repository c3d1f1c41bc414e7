package dev.wharf.database.postgresql;

import dev.wharf.database.OwnRoutine;
import dev.wharf.database.OwnRoutine.Use;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Finds what PostgreSQL may resolve a name, an operator or a cast to besides its own: its search looks through every schema
 * of the path for the function that fits the arguments best, so pg_catalog's being first decides between equals only
 * ("Function Type Resolution", 10.3). What an extension brought and does not declare volatile counts as the product's own:
 * an administrator installed it.
 */
final class PostgresOwnRoutines {

    private static final String OWN =
            """
            WITH f AS (
                SELECT p.oid, p.proname, p.pronamespace, p.prosecdef AS definer, p.provolatile = 'v' AS changing,
                       p.pronamespace = 'pg_catalog'::regnamespace AS built_in, p.pronargs - p.pronargdefaults AS needed,
                       p.pronargs, p.prokind, p.proargtypes[0] AS first_type,
                       p.pronamespace <> 'pg_catalog'::regnamespace
                         AND (p.provolatile = 'v' OR NOT EXISTS (
                             SELECT FROM pg_catalog.pg_depend d
                             WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')) AS own
                FROM pg_catalog.pg_proc p)
            SELECT 'CALL', f.proname::text, f.proname::text, f.oid::regprocedure::text, f.built_in, f.changing, f.definer
            FROM f WHERE f.own AND f.pronamespace = to_regnamespace('public') AND f.prokind <> 'p'
            UNION ALL
            SELECT 'ATTRIBUTE', f.proname, f.proname, f.oid::regprocedure::text, f.built_in, f.changing, f.definer
            FROM f JOIN pg_catalog.pg_type t ON t.oid = f.first_type
            WHERE f.prokind = 'f' AND f.pronargs >= 1 AND f.needed <= 1
              AND (t.typtype = 'c' OR t.typname IN ('record', 'any', 'anyelement', 'anynonarray', 'anycompatible', 'anycompatiblenonarray'))
              AND (f.own AND f.pronamespace = to_regnamespace('public')
                OR f.built_in AND NOT EXISTS (
                    SELECT FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
                    WHERE a.attname = f.proname AND c.oid >= 16384 AND a.attnum > 0))
            UNION ALL
            SELECT 'OPERATOR', o.oprname, f.proname, o.oid::regoperator::text, f.built_in, f.changing, f.definer
            FROM pg_catalog.pg_operator o JOIN f ON f.oid = o.oprcode
            WHERE f.own AND o.oprnamespace = to_regnamespace('public')
            UNION ALL
            SELECT 'CAST', c.castsource::regtype || ' AS ' || c.casttarget::regtype, f.proname, f.oid::regprocedure::text,
                   f.built_in, f.changing, f.definer
            FROM pg_catalog.pg_cast c JOIN f ON f.oid = c.castfunc WHERE f.own
            UNION ALL
            SELECT 'NAMED', n.name, f.proname, f.oid::regprocedure::text, f.built_in, f.changing, f.definer
            FROM unnest(?::text[]) AS n(name) JOIN f
              ON n.name IN (f.proname, f.pronamespace::regnamespace::text || '.' || f.proname)
            WHERE f.built_in OR f.pronamespace = to_regnamespace('public') OR n.name LIKE '%.%'
            ORDER BY 1, 2, 4
            """;

    private PostgresOwnRoutines() {}

    static List<OwnRoutine> read(Connection connection, Collection<String> named) throws SQLException {
        List<OwnRoutine> routines = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(OWN)) {
            statement.setString(1, PostgresSql.array(named));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    routines.add(new OwnRoutine(
                            Use.valueOf(row.getString(1)),
                            row.getString(2),
                            row.getString(3),
                            row.getString(4),
                            row.getBoolean(5),
                            row.getBoolean(6),
                            row.getBoolean(7)));
                }
            }
        }
        return routines;
    }
}
