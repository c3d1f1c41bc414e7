-- Version 4: the numbers that a range of a step got for its new keys, kept for whoever goes on with it.
CREATE TABLE wharf.migration_numbers (
    run_id       text NOT NULL,
    step         text NOT NULL,
    pass         text NOT NULL,
    batch        integer NOT NULL,
    key_column   text NOT NULL,
    part         integer NOT NULL,
    anew         boolean NOT NULL DEFAULT false,
    target_table text NOT NULL,
    numbers      text NOT NULL,
    greatest     bigint NOT NULL,
    reserved_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (run_id, step, pass, batch, key_column, part)
);
CREATE INDEX migration_numbers_by_table ON wharf.migration_numbers (target_table, greatest);
COMMENT ON TABLE wharf.migration_numbers IS 'Numbers of a sequence that a range reserved before its rows were written, such as 101..140. A part that says anew replaces those before it.';

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON wharf.migration_numbers
    FOR EACH STATEMENT EXECUTE FUNCTION wharf.refuse_change();

INSERT INTO wharf.migration_schema (version, database_id)
SELECT 4, database_id FROM wharf.migration_schema WHERE version = 1;
