-- Version 2: what a run left out or noticed, rejects that were tried again, purges of before-images.
CREATE TABLE migration_remarks (
    run_id      text NOT NULL,
    step        text NOT NULL,
    source_key  text NOT NULL,
    kind        text NOT NULL,
    reason      text NOT NULL,
    batch       integer NOT NULL,
    remarked_at text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))
);
CREATE INDEX migration_remarks_by_run ON migration_remarks (run_id, step, kind);

CREATE TABLE migration_retries (
    run_id     text NOT NULL,
    step       text NOT NULL,
    source_key text NOT NULL,
    attempt    integer NOT NULL,
    outcome    text NOT NULL,
    reason     text,
    batch      integer NOT NULL,
    retried_at text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    PRIMARY KEY (run_id, step, source_key, attempt)
);

CREATE VIEW current_rejects AS
SELECT r.run_id, r.step, r.source_key,
       coalesce((SELECT t.reason FROM migration_retries t
                 WHERE t.run_id = r.run_id AND t.step = r.step AND t.source_key = r.source_key
                 ORDER BY t.attempt DESC LIMIT 1), r.reason) AS reason,
       r.batch, r.rejected_at
FROM migration_rejects r
WHERE NOT EXISTS (
    SELECT 1 FROM migration_retries t
    WHERE t.run_id = r.run_id AND t.step = r.step AND t.source_key = r.source_key AND t.outcome <> 'rejected');

CREATE TABLE migration_purges (
    id          integer PRIMARY KEY AUTOINCREMENT,
    before      text NOT NULL,
    purged_by   text NOT NULL,
    started_at  text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    finished_at text,
    images      integer,
    runs        integer
);

DROP TRIGGER migration_before_images_no_delete;
CREATE TRIGGER migration_before_images_no_delete BEFORE DELETE ON migration_before_images
WHEN NOT EXISTS (SELECT 1 FROM migration_purges WHERE finished_at IS NULL)
BEGIN
    SELECT RAISE(ABORT, 'migration_before_images only takes new rows; DELETE is refused');
END;
CREATE TRIGGER migration_remarks_no_update BEFORE UPDATE ON migration_remarks
BEGIN
    SELECT RAISE(ABORT, 'migration_remarks only takes new rows; UPDATE is refused');
END;
CREATE TRIGGER migration_remarks_no_delete BEFORE DELETE ON migration_remarks
BEGIN
    SELECT RAISE(ABORT, 'migration_remarks only takes new rows; DELETE is refused');
END;
CREATE TRIGGER migration_retries_no_update BEFORE UPDATE ON migration_retries
BEGIN
    SELECT RAISE(ABORT, 'migration_retries only takes new rows; UPDATE is refused');
END;
CREATE TRIGGER migration_retries_no_delete BEFORE DELETE ON migration_retries
BEGIN
    SELECT RAISE(ABORT, 'migration_retries only takes new rows; DELETE is refused');
END;
CREATE TRIGGER migration_purges_no_delete BEFORE DELETE ON migration_purges
BEGIN
    SELECT RAISE(ABORT, 'migration_purges only takes new rows; DELETE is refused');
END;

INSERT INTO migration_schema (version, database_id)
SELECT 2, database_id FROM migration_schema WHERE version = 1;
