-- Version 2: what a run left out or noticed, rejects that were tried again, purges of before-images.
CREATE TABLE wharf.migration_remarks (
    run_id      text NOT NULL,
    step        text NOT NULL,
    source_key  text NOT NULL,
    kind        text NOT NULL,
    reason      text NOT NULL,
    batch       integer NOT NULL,
    remarked_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX migration_remarks_by_run ON wharf.migration_remarks (run_id, step, kind);
COMMENT ON TABLE wharf.migration_remarks IS 'Source rows that are no rejects and that a person may ask for: skipped, left with an empty reference, altered by a trigger, vanished from the source.';

CREATE TABLE wharf.migration_retries (
    run_id     text NOT NULL,
    step       text NOT NULL,
    source_key text NOT NULL,
    attempt    integer NOT NULL,
    outcome    text NOT NULL,
    reason     text,
    batch      integer NOT NULL,
    retried_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run_id, step, source_key, attempt)
);
COMMENT ON TABLE wharf.migration_retries IS 'Rejects that were tried again, and what became of them.';

CREATE VIEW wharf.current_rejects AS
SELECT r.run_id, r.step, r.source_key,
       coalesce((SELECT t.reason FROM wharf.migration_retries t
                 WHERE t.run_id = r.run_id AND t.step = r.step AND t.source_key = r.source_key
                 ORDER BY t.attempt DESC LIMIT 1), r.reason) AS reason,
       r.batch, r.rejected_at
FROM wharf.migration_rejects r
WHERE NOT EXISTS (
    SELECT FROM wharf.migration_retries t
    WHERE t.run_id = r.run_id AND t.step = r.step AND t.source_key = r.source_key AND t.outcome <> 'rejected');

CREATE TABLE wharf.migration_purges (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    before      timestamptz NOT NULL,
    purged_by   text NOT NULL,
    started_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    images      bigint,
    runs        bigint
);
COMMENT ON TABLE wharf.migration_purges IS 'Each time that before-images were dropped. As long as a purge is not finished, its transaction may delete them.';

CREATE OR REPLACE FUNCTION wharf.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'migration_before_images'
            AND EXISTS (SELECT FROM wharf.migration_purges WHERE finished_at IS NULL) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'wharf.% only takes new rows; % is refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wharf.migration_remarks
    FOR EACH STATEMENT EXECUTE FUNCTION wharf.refuse_change();
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wharf.migration_retries
    FOR EACH STATEMENT EXECUTE FUNCTION wharf.refuse_change();
CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON wharf.migration_purges
    FOR EACH STATEMENT EXECUTE FUNCTION wharf.refuse_change();

INSERT INTO wharf.migration_schema (version, database_id)
SELECT 2, database_id FROM wharf.migration_schema WHERE version = 1;
