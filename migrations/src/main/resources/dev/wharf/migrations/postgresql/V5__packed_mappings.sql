-- Version 5: the mappings of rows that a batch inserted are packed, one block for a batch and a set of columns.
-- migration_mappings is a view over them and over the rows that stand alone.
-- What others built on the table would follow it to its new name, and would silently lack what is packed.
DO $$
DECLARE
    others text;
BEGIN
    SELECT string_agg(DISTINCT coalesce(
               (SELECT format('%I.%I', n.nspname, c.relname)
                FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid),
               pg_describe_object(d.classid, d.objid, 0)), ', ')
    INTO others
    FROM pg_depend d
    WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = 'wharf.migration_mappings'::regclass
      AND d.classid IN ('pg_rewrite'::regclass, 'pg_proc'::regclass)
      AND NOT EXISTS (
          SELECT FROM pg_rewrite r
          WHERE d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid AND r.ev_class = 'wharf.current_mappings'::regclass);
    IF others IS NOT NULL THEN
        RAISE EXCEPTION 'These views or functions read wharf.migration_mappings, which this upgrade makes a view of: %. Keep their definitions, drop them, upgrade, then create them again over that view.', others
            USING ERRCODE = 'dependent_objects_still_exist';
    END IF;
END $$;
ALTER TABLE wharf.migration_mappings RENAME TO migration_mapping_rows;
COMMENT ON TABLE wharf.migration_mapping_rows IS 'Mappings that stand alone: of rows that were not simply inserted, and of blocks that were unpacked because rows are asked for by their keys.';

CREATE TABLE wharf.migration_mapping_blocks (
    block         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id        text NOT NULL,
    step          text NOT NULL,
    namespace     text NOT NULL,
    entity        text NOT NULL,
    target_table  text NOT NULL,
    write_index   smallint NOT NULL,
    batch         integer NOT NULL,
    column_set    integer NOT NULL,
    mappings      integer NOT NULL,
    source_keys   text NOT NULL,
    target_keys   text,
    source_hashes bytea NOT NULL,
    target_hashes bytea NOT NULL,
    migrated_at   timestamptz NOT NULL DEFAULT now()
);
-- Hashes cannot be compressed, and a look into keys shall not have to unpack them.
ALTER TABLE wharf.migration_mapping_blocks
    ALTER COLUMN source_keys SET STORAGE EXTERNAL,
    ALTER COLUMN target_keys SET STORAGE EXTERNAL,
    ALTER COLUMN source_hashes SET STORAGE EXTERNAL,
    ALTER COLUMN target_hashes SET STORAGE EXTERNAL;
CREATE INDEX migration_mapping_blocks_by_batch ON wharf.migration_mapping_blocks (run_id, step, batch);
CREATE INDEX migration_mapping_blocks_by_entity ON wharf.migration_mapping_blocks (namespace, entity);
COMMENT ON TABLE wharf.migration_mapping_blocks IS 'Mappings of kind inserted; keys have U+001F between them, hashes are 16 bytes each; target_keys is NULL where all are the source keys.';

CREATE TABLE wharf.migration_unpacked_blocks (
    block       bigint NOT NULL PRIMARY KEY,
    unpacked_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE wharf.migration_unpacked_blocks IS 'Blocks whose mappings stand in migration_mapping_rows by now.';

-- The inner SELECT fetches each block's hashes once, not once a row.
CREATE VIEW wharf.packed_mappings AS
SELECT b.block, b.run_id, b.step, b.namespace, b.entity, k.source_key, b.target_table,
       coalesce(k.target_key, k.source_key) AS target_key, b.write_index, b.batch, 'inserted'::text AS kind, b.column_set,
       substr(h.source_hashes, k.place::integer * 16 - 15, 16) AS source_hash,
       substr(h.target_hashes, k.place::integer * 16 - 15, 16) AS target_hash,
       NULL::bytea AS stored_hash, b.migrated_at
FROM wharf.migration_mapping_blocks b
CROSS JOIN LATERAL (
    SELECT b.source_hashes || ''::bytea AS source_hashes, b.target_hashes || ''::bytea AS target_hashes OFFSET 0) h
CROSS JOIN LATERAL ROWS FROM (
    string_to_table(b.source_keys, U&'\001F'), string_to_table(b.target_keys, U&'\001F'))
    WITH ORDINALITY AS k (source_key, target_key, place);

CREATE VIEW wharf.migration_mappings AS
SELECT run_id, step, namespace, entity, source_key, target_table, target_key, write_index, batch, kind, column_set,
       source_hash, target_hash, stored_hash, migrated_at
FROM wharf.migration_mapping_rows
UNION ALL
SELECT p.run_id, p.step, p.namespace, p.entity, p.source_key, p.target_table, p.target_key, p.write_index, p.batch, p.kind,
       p.column_set, p.source_hash, p.target_hash, p.stored_hash, p.migrated_at
FROM wharf.packed_mappings p
WHERE NOT EXISTS (SELECT FROM wharf.migration_unpacked_blocks u WHERE u.block = p.block);
COMMENT ON VIEW wharf.migration_mappings IS 'One row for each row that a run wrote or found.';

-- Whoever read the table of that name reads the view.
DO $$
DECLARE
    reader record;
BEGIN
    FOR reader IN
        SELECT a.grantee, a.is_grantable, '' AS columns
        FROM pg_class c, aclexplode(coalesce(c.relacl, acldefault('r', c.relowner))) a
        WHERE c.oid = 'wharf.migration_mapping_rows'::regclass AND a.privilege_type = 'SELECT'
        UNION ALL
        SELECT a.grantee, a.is_grantable, format(' (%I)', t.attname)
        FROM pg_attribute t, aclexplode(t.attacl) a
        WHERE t.attrelid = 'wharf.migration_mapping_rows'::regclass AND a.privilege_type = 'SELECT'
    LOOP
        EXECUTE format(
            'GRANT SELECT%s ON wharf.migration_mappings TO %s%s',
            reader.columns,
            CASE WHEN reader.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(reader.grantee)) END,
            CASE WHEN reader.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END);
    END LOOP;
END $$;

-- It followed the table to its new name; replaced, it keeps its grants and what others built on it.
CREATE OR REPLACE VIEW wharf.current_mappings AS
SELECT m.*
FROM wharf.migration_mappings m
WHERE NOT EXISTS (
    SELECT FROM wharf.migration_reversals r
    WHERE r.run_id = m.run_id AND r.target_table = m.target_table AND r.target_key = m.target_key
      AND r.source_key = m.source_key);

-- For questions by keys, which find packed mappings unpacked: an index answers them.
CREATE VIEW wharf.current_mapping_rows AS
SELECT m.*
FROM wharf.migration_mapping_rows m
WHERE NOT EXISTS (
    SELECT FROM wharf.migration_reversals r
    WHERE r.run_id = m.run_id AND r.target_table = m.target_table AND r.target_key = m.target_key
      AND r.source_key = m.source_key);

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wharf.migration_mapping_blocks
    FOR EACH STATEMENT EXECUTE FUNCTION wharf.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wharf.migration_unpacked_blocks
    FOR EACH STATEMENT EXECUTE FUNCTION wharf.refuse_change();

INSERT INTO wharf.migration_schema (version, database_id)
SELECT 5, database_id FROM wharf.migration_schema WHERE version = 1;
