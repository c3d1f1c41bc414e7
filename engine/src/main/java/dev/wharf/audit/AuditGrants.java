package dev.wharf.audit;

import dev.wharf.catalog.Dialect;

/** The smallest grants that the roles of source and target need, for a DBA. */
public final class AuditGrants {

    private AuditGrants() {}

    /** SQL for roles that are called wharf_source and wharf_target in it. */
    public static String sql(Dialect dialect) {
        return switch (dialect) {
            case POSTGRESQL ->
                """
                -- The smallest grants. Put your roles' names for wharf_source and wharf_target, and your tables' schema for public.

                -- In the source: reading, nothing else.
                GRANT USAGE ON SCHEMA public TO wharf_source;
                GRANT SELECT ON ALL TABLES IN SCHEMA public TO wharf_source;

                -- In the target: the tables that plans write, the numbers of their keys, temporary tables for batches.
                GRANT USAGE ON SCHEMA public TO wharf_target;
                GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO wharf_target;
                GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO wharf_target;
                DO $$ BEGIN EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO wharf_target', current_database()); END $$;

                -- The audit tables: new rows everywhere, changes only where a run's progress stands.
                GRANT USAGE ON SCHEMA wharf TO wharf_target;
                GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA wharf TO wharf_target;
                REVOKE INSERT ON wharf.migration_schema FROM wharf_target;
                GRANT UPDATE ON wharf.migration_runs, wharf.migration_control, wharf.migration_batches TO wharf_target;

                -- Only where this role is to run `wharf audit purge`, which drops old before-images:
                -- GRANT DELETE ON wharf.migration_before_images TO wharf_target;
                -- GRANT UPDATE ON wharf.migration_purges TO wharf_target;
                """;
            case SQLITE ->
                """
                -- SQLite knows no roles: whoever may write the file may do all of it. The source is always opened read-only.
                """;
        };
    }
}
