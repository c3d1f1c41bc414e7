-- The audit tables of Wharf. Times are UTC in ISO 8601; keys of rows are text, a composite key a JSON array of texts.
CREATE TABLE migration_schema (
    version      integer NOT NULL PRIMARY KEY,
    database_id  text NOT NULL,
    installed_at text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);

CREATE TABLE migration_runs (
    run_id             text NOT NULL PRIMARY KEY,
    plan               text NOT NULL,
    plan_hash          text NOT NULL,
    source             text NOT NULL,
    source_identity    text NOT NULL,
    target             text NOT NULL,
    target_identity    text NOT NULL,
    namespace          text NOT NULL,
    status             text NOT NULL,
    epoch              integer NOT NULL,
    holder             text NOT NULL,
    workers            integer NOT NULL,
    snapshot           text,
    snapshot_at        text,
    wharf_version      text NOT NULL,
    started_at         text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    completed_at       text,
    error_message      text
);

CREATE TABLE migration_control (
    run_id            text NOT NULL REFERENCES migration_runs (run_id),
    step_number       integer NOT NULL,
    plan              text NOT NULL,
    plan_hash         text NOT NULL,
    step              text NOT NULL,
    step_hash         text NOT NULL,
    entity            text NOT NULL,
    phase             text NOT NULL,
    status            text NOT NULL,
    total_records     integer,
    records_read      integer NOT NULL DEFAULT 0,
    records_migrated  integer NOT NULL DEFAULT 0,
    records_written   integer NOT NULL DEFAULT 0,
    records_skipped   integer NOT NULL DEFAULT 0,
    records_rejected  integer NOT NULL DEFAULT 0,
    records_unchanged integer NOT NULL DEFAULT 0,
    batch_size        integer NOT NULL,
    worker_id         text NOT NULL,
    source_query      text NOT NULL,
    started_at        text,
    completed_at      text,
    error_message     text,
    PRIMARY KEY (run_id, step),
    CHECK (records_read = records_migrated + records_skipped + records_rejected)
);

CREATE TABLE migration_batches (
    run_id            text NOT NULL,
    step              text NOT NULL,
    pass              text NOT NULL,
    batch             integer NOT NULL,
    after_key         text,
    through_key       text,
    status            text NOT NULL,
    epoch             integer NOT NULL,
    worker            text,
    transaction_id    text,
    records_expected  integer NOT NULL,
    records_read      integer NOT NULL DEFAULT 0,
    records_migrated  integer NOT NULL DEFAULT 0,
    records_written   integer NOT NULL DEFAULT 0,
    records_skipped   integer NOT NULL DEFAULT 0,
    records_rejected  integer NOT NULL DEFAULT 0,
    records_unchanged integer NOT NULL DEFAULT 0,
    distribution      text,
    started_at        text,
    completed_at      text,
    PRIMARY KEY (run_id, step, pass, batch),
    FOREIGN KEY (run_id, step) REFERENCES migration_control (run_id, step)
);

CREATE TABLE migration_column_sets (
    run_id       text NOT NULL,
    step         text NOT NULL,
    column_set   integer NOT NULL,
    target_table text NOT NULL,
    write_index  integer NOT NULL,
    key_columns  text NOT NULL,
    columns      text NOT NULL,
    PRIMARY KEY (run_id, step, column_set)
);

CREATE TABLE migration_mappings (
    run_id       text NOT NULL,
    step         text NOT NULL,
    namespace    text NOT NULL,
    entity       text NOT NULL,
    source_key   text NOT NULL,
    target_table text NOT NULL,
    target_key   text NOT NULL,
    write_index  integer NOT NULL,
    batch        integer NOT NULL,
    kind         text NOT NULL,
    column_set   integer NOT NULL,
    source_hash  blob,
    target_hash  blob,
    stored_hash  blob,
    migrated_at  text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
CREATE INDEX migration_mappings_by_source ON migration_mappings (namespace, entity, source_key);
CREATE INDEX migration_mappings_by_target ON migration_mappings (run_id, target_table, target_key);

CREATE TABLE migration_before_images (
    run_id       text NOT NULL,
    target_table text NOT NULL,
    target_key   text NOT NULL,
    batch        integer NOT NULL,
    image        text NOT NULL,
    recorded_at  text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    PRIMARY KEY (run_id, target_table, target_key)
);

CREATE TABLE migration_fills (
    run_id         text NOT NULL,
    step           text NOT NULL,
    batch          integer NOT NULL,
    target_table   text NOT NULL,
    target_key     text NOT NULL,
    column_name    text NOT NULL,
    value_key      text,
    transaction_id text NOT NULL,
    stored_hash    blob,
    filled_at      text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    PRIMARY KEY (run_id, target_table, target_key, column_name, batch)
);

CREATE TABLE migration_reversals (
    run_id       text NOT NULL,
    step         text NOT NULL,
    namespace    text NOT NULL,
    entity       text NOT NULL,
    source_key   text NOT NULL,
    target_table text NOT NULL,
    target_key   text NOT NULL,
    outcome      text NOT NULL,
    reversed_at  text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    PRIMARY KEY (run_id, target_table, target_key, source_key)
);

CREATE VIEW current_mappings AS
SELECT m.*
FROM migration_mappings m
WHERE NOT EXISTS (
    SELECT 1 FROM migration_reversals r
    WHERE r.run_id = m.run_id AND r.target_table = m.target_table AND r.target_key = m.target_key
      AND r.source_key = m.source_key);

CREATE TABLE migration_rejects (
    run_id     text NOT NULL,
    step       text NOT NULL,
    source_key text NOT NULL,
    reason     text NOT NULL,
    batch      integer NOT NULL,
    rejected_at text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
CREATE INDEX migration_rejects_by_run ON migration_rejects (run_id, step);

CREATE TABLE migration_events (
    id     integer PRIMARY KEY AUTOINCREMENT,
    run_id text NOT NULL,
    at     text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    event  text NOT NULL,
    detail text NOT NULL
);
CREATE INDEX migration_events_by_run ON migration_events (run_id, id);

CREATE TABLE migration_approvals (
    id                 integer PRIMARY KEY AUTOINCREMENT,
    plan               text NOT NULL,
    plan_hash          text NOT NULL,
    approved_by        text NOT NULL,
    session_role       text NOT NULL,
    system_user_name   text NOT NULL,
    approved_at        text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    source_identity    text NOT NULL,
    target_identity    text NOT NULL,
    source_fingerprint text NOT NULL,
    target_fingerprint text NOT NULL,
    source_schema      text NOT NULL,
    target_schema      text NOT NULL
);

CREATE TABLE migration_artifacts (
    plan        text NOT NULL,
    plan_hash   text NOT NULL,
    name        text NOT NULL,
    sha256      text NOT NULL,
    author      text NOT NULL,
    content     text NOT NULL,
    recorded_at text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    PRIMARY KEY (plan, plan_hash, name)
);


CREATE TRIGGER migration_mappings_no_update BEFORE UPDATE ON migration_mappings
BEGIN
    SELECT RAISE(ABORT, 'migration_mappings only takes new rows; UPDATE is refused');
END;
CREATE TRIGGER migration_mappings_no_delete BEFORE DELETE ON migration_mappings
BEGIN
    SELECT RAISE(ABORT, 'migration_mappings only takes new rows; DELETE is refused');
END;
CREATE TRIGGER migration_fills_no_update BEFORE UPDATE ON migration_fills
BEGIN
    SELECT RAISE(ABORT, 'migration_fills only takes new rows; UPDATE is refused');
END;
CREATE TRIGGER migration_fills_no_delete BEFORE DELETE ON migration_fills
BEGIN
    SELECT RAISE(ABORT, 'migration_fills only takes new rows; DELETE is refused');
END;
CREATE TRIGGER migration_reversals_no_update BEFORE UPDATE ON migration_reversals
BEGIN
    SELECT RAISE(ABORT, 'migration_reversals only takes new rows; UPDATE is refused');
END;
CREATE TRIGGER migration_reversals_no_delete BEFORE DELETE ON migration_reversals
BEGIN
    SELECT RAISE(ABORT, 'migration_reversals only takes new rows; DELETE is refused');
END;
CREATE TRIGGER migration_rejects_no_update BEFORE UPDATE ON migration_rejects
BEGIN
    SELECT RAISE(ABORT, 'migration_rejects only takes new rows; UPDATE is refused');
END;
CREATE TRIGGER migration_rejects_no_delete BEFORE DELETE ON migration_rejects
BEGIN
    SELECT RAISE(ABORT, 'migration_rejects only takes new rows; DELETE is refused');
END;
CREATE TRIGGER migration_events_no_update BEFORE UPDATE ON migration_events
BEGIN
    SELECT RAISE(ABORT, 'migration_events only takes new rows; UPDATE is refused');
END;
CREATE TRIGGER migration_events_no_delete BEFORE DELETE ON migration_events
BEGIN
    SELECT RAISE(ABORT, 'migration_events only takes new rows; DELETE is refused');
END;
CREATE TRIGGER migration_approvals_no_update BEFORE UPDATE ON migration_approvals
BEGIN
    SELECT RAISE(ABORT, 'migration_approvals only takes new rows; UPDATE is refused');
END;
CREATE TRIGGER migration_approvals_no_delete BEFORE DELETE ON migration_approvals
BEGIN
    SELECT RAISE(ABORT, 'migration_approvals only takes new rows; DELETE is refused');
END;
CREATE TRIGGER migration_artifacts_no_update BEFORE UPDATE ON migration_artifacts
BEGIN
    SELECT RAISE(ABORT, 'migration_artifacts only takes new rows; UPDATE is refused');
END;
CREATE TRIGGER migration_artifacts_no_delete BEFORE DELETE ON migration_artifacts
BEGIN
    SELECT RAISE(ABORT, 'migration_artifacts only takes new rows; DELETE is refused');
END;
CREATE TRIGGER migration_before_images_no_update BEFORE UPDATE ON migration_before_images
BEGIN
    SELECT RAISE(ABORT, 'migration_before_images only takes new rows; UPDATE is refused');
END;
CREATE TRIGGER migration_before_images_no_delete BEFORE DELETE ON migration_before_images
BEGIN
    SELECT RAISE(ABORT, 'migration_before_images only takes new rows; DELETE is refused');
END;

INSERT INTO migration_schema (version, database_id) VALUES (1, lower(hex(randomblob(16))));
