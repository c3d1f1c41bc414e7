-- The audit tables of Wharf. Times are the server's; keys of rows are text, a composite key a JSON array of texts.
CREATE SCHEMA IF NOT EXISTS wharf;

CREATE TABLE wharf.migration_schema (
    version      integer NOT NULL PRIMARY KEY,
    database_id  text NOT NULL,
    installed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE wharf.migration_schema IS 'The version of these tables, and an identity that this database keeps for its life.';

CREATE TABLE wharf.migration_runs (
    run_id             text NOT NULL PRIMARY KEY,
    plan               text NOT NULL,
    plan_hash          text NOT NULL,
    source             text NOT NULL,
    source_identity    text NOT NULL,
    target             text NOT NULL,
    target_identity    text NOT NULL,
    namespace          text NOT NULL,
    status             text NOT NULL,
    epoch              bigint NOT NULL,
    holder             text NOT NULL,
    workers            integer NOT NULL,
    snapshot           text,
    snapshot_at        timestamptz,
    wharf_version      text NOT NULL,
    started_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
    completed_at       timestamptz,
    error_message      text
);

CREATE TABLE wharf.migration_control (
    run_id            text NOT NULL REFERENCES wharf.migration_runs,
    step_number       integer NOT NULL,
    plan              text NOT NULL,
    plan_hash         text NOT NULL,
    step              text NOT NULL,
    step_hash         text NOT NULL,
    entity            text NOT NULL,
    phase             text NOT NULL,
    status            text NOT NULL,
    total_records     bigint,
    records_read      bigint NOT NULL DEFAULT 0,
    records_migrated  bigint NOT NULL DEFAULT 0,
    records_written   bigint NOT NULL DEFAULT 0,
    records_skipped   bigint NOT NULL DEFAULT 0,
    records_rejected  bigint NOT NULL DEFAULT 0,
    records_unchanged bigint NOT NULL DEFAULT 0,
    batch_size        integer NOT NULL,
    worker_id         text NOT NULL,
    source_query      text NOT NULL,
    started_at        timestamptz,
    completed_at      timestamptz,
    error_message     text,
    PRIMARY KEY (run_id, step),
    CHECK (records_read = records_migrated + records_skipped + records_rejected)
);

CREATE TABLE wharf.migration_batches (
    run_id            text NOT NULL,
    step              text NOT NULL,
    pass              text NOT NULL,
    batch             integer NOT NULL,
    after_key         text,
    through_key       text,
    status            text NOT NULL,
    epoch             bigint NOT NULL,
    worker            text,
    transaction_id    text,
    records_expected  bigint NOT NULL,
    records_read      bigint NOT NULL DEFAULT 0,
    records_migrated  bigint NOT NULL DEFAULT 0,
    records_written   bigint NOT NULL DEFAULT 0,
    records_skipped   bigint NOT NULL DEFAULT 0,
    records_rejected  bigint NOT NULL DEFAULT 0,
    records_unchanged bigint NOT NULL DEFAULT 0,
    distribution      text,
    started_at        timestamptz,
    completed_at      timestamptz,
    PRIMARY KEY (run_id, step, pass, batch),
    FOREIGN KEY (run_id, step) REFERENCES wharf.migration_control
);
COMMENT ON TABLE wharf.migration_batches IS 'One row a range of keys; the commit that writes its rows closes it.';

CREATE TABLE wharf.migration_column_sets (
    run_id       text NOT NULL,
    step         text NOT NULL,
    column_set   integer NOT NULL,
    target_table text NOT NULL,
    write_index  integer NOT NULL,
    key_columns  text NOT NULL,
    columns      text NOT NULL,
    PRIMARY KEY (run_id, step, column_set)
);
COMMENT ON TABLE wharf.migration_column_sets IS 'Which columns a mapping''s target_hash covers, as JSON arrays.';

CREATE TABLE wharf.migration_mappings (
    run_id       text NOT NULL,
    step         text NOT NULL,
    namespace    text NOT NULL,
    entity       text NOT NULL,
    source_key   text NOT NULL,
    target_table text NOT NULL,
    target_key   text NOT NULL,
    write_index  smallint NOT NULL,
    batch        integer NOT NULL,
    kind         text NOT NULL,
    column_set   integer NOT NULL,
    source_hash  bytea,
    target_hash  bytea,
    stored_hash  bytea,
    migrated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX migration_mappings_by_source ON wharf.migration_mappings (namespace, entity, source_key);
CREATE INDEX migration_mappings_by_target ON wharf.migration_mappings (run_id, target_table, target_key);
COMMENT ON COLUMN wharf.migration_mappings.write_index IS '0 for the entity''s own row, else the place of its table in the step''s writes.';

CREATE TABLE wharf.migration_before_images (
    run_id       text NOT NULL,
    target_table text NOT NULL,
    target_key   text NOT NULL,
    batch        integer NOT NULL,
    image        text NOT NULL,
    recorded_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run_id, target_table, target_key)
);

CREATE TABLE wharf.migration_fills (
    run_id         text NOT NULL,
    step           text NOT NULL,
    batch          integer NOT NULL,
    target_table   text NOT NULL,
    target_key     text NOT NULL,
    column_name    text NOT NULL,
    value_key      text,
    transaction_id text NOT NULL,
    stored_hash    bytea,
    filled_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run_id, target_table, target_key, column_name, batch)
);
COMMENT ON TABLE wharf.migration_fills IS 'References that were filled in a run''s closing pass.';

CREATE TABLE wharf.migration_reversals (
    run_id       text NOT NULL,
    step         text NOT NULL,
    namespace    text NOT NULL,
    entity       text NOT NULL,
    source_key   text NOT NULL,
    target_table text NOT NULL,
    target_key   text NOT NULL,
    outcome      text NOT NULL,
    reversed_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run_id, target_table, target_key, source_key)
);

CREATE VIEW wharf.current_mappings AS
SELECT m.*
FROM wharf.migration_mappings m
WHERE NOT EXISTS (
    SELECT FROM wharf.migration_reversals r
    WHERE r.run_id = m.run_id AND r.target_table = m.target_table AND r.target_key = m.target_key
      AND r.source_key = m.source_key);

CREATE TABLE wharf.migration_rejects (
    run_id     text NOT NULL,
    step       text NOT NULL,
    source_key text NOT NULL,
    reason     text NOT NULL,
    batch      integer NOT NULL,
    rejected_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX migration_rejects_by_run ON wharf.migration_rejects (run_id, step);

CREATE TABLE wharf.migration_events (
    id     bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    run_id text NOT NULL,
    at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    event  text NOT NULL,
    detail text NOT NULL
);
CREATE INDEX migration_events_by_run ON wharf.migration_events (run_id, id);

CREATE TABLE wharf.migration_approvals (
    id                 bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    plan               text NOT NULL,
    plan_hash          text NOT NULL,
    approved_by        text NOT NULL,
    session_role       text NOT NULL,
    system_user_name   text NOT NULL,
    approved_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
    source_identity    text NOT NULL,
    target_identity    text NOT NULL,
    source_fingerprint text NOT NULL,
    target_fingerprint text NOT NULL,
    source_schema      text NOT NULL,
    target_schema      text NOT NULL
);
COMMENT ON COLUMN wharf.migration_approvals.source_schema IS 'The tables that the fingerprint covers, line by line, so that drift can be named.';

CREATE TABLE wharf.migration_artifacts (
    plan        text NOT NULL,
    plan_hash   text NOT NULL,
    name        text NOT NULL,
    sha256      text NOT NULL,
    author      text NOT NULL,
    content     text NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (plan, plan_hash, name)
);

CREATE FUNCTION wharf.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'wharf.% only takes new rows; % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wharf.migration_mappings
    FOR EACH STATEMENT EXECUTE FUNCTION wharf.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wharf.migration_fills
    FOR EACH STATEMENT EXECUTE FUNCTION wharf.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wharf.migration_reversals
    FOR EACH STATEMENT EXECUTE FUNCTION wharf.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wharf.migration_rejects
    FOR EACH STATEMENT EXECUTE FUNCTION wharf.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wharf.migration_events
    FOR EACH STATEMENT EXECUTE FUNCTION wharf.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wharf.migration_approvals
    FOR EACH STATEMENT EXECUTE FUNCTION wharf.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wharf.migration_artifacts
    FOR EACH STATEMENT EXECUTE FUNCTION wharf.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wharf.migration_before_images
    FOR EACH STATEMENT EXECUTE FUNCTION wharf.refuse_change();

INSERT INTO wharf.migration_schema (version, database_id) VALUES (1, gen_random_uuid()::text);
