-- Version 4: the numbers that a range of a step got for its new keys, kept for whoever goes on with it. Such as 101..140; a part
-- that says anew replaces those before it.
CREATE TABLE migration_numbers (
    run_id       text NOT NULL,
    step         text NOT NULL,
    pass         text NOT NULL,
    batch        integer NOT NULL,
    key_column   text NOT NULL,
    part         integer NOT NULL,
    anew         integer NOT NULL DEFAULT 0,
    target_table text NOT NULL,
    numbers      text NOT NULL,
    greatest     integer NOT NULL,
    reserved_at  text NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')),
    PRIMARY KEY (run_id, step, pass, batch, key_column, part)
);
CREATE INDEX migration_numbers_by_table ON migration_numbers (target_table, greatest);

CREATE TRIGGER migration_numbers_no_update BEFORE UPDATE ON migration_numbers
BEGIN
    SELECT RAISE(ABORT, 'migration_numbers only takes new rows; UPDATE is refused');
END;
CREATE TRIGGER migration_numbers_no_delete BEFORE DELETE ON migration_numbers
BEGIN
    SELECT RAISE(ABORT, 'migration_numbers only takes new rows; DELETE is refused');
END;

INSERT INTO migration_schema (version, database_id)
SELECT 4, database_id FROM migration_schema WHERE version = 1;
