-- Version 3: in which sandbox an approved plan's classes were tried.
ALTER TABLE wharf.migration_approvals ADD COLUMN sandbox text NOT NULL DEFAULT '';
COMMENT ON COLUMN wharf.migration_approvals.sandbox IS 'What the runner image was made of; in another one the classes are tried again before a run.';

INSERT INTO wharf.migration_schema (version, database_id)
SELECT 3, database_id FROM wharf.migration_schema WHERE version = 1;
