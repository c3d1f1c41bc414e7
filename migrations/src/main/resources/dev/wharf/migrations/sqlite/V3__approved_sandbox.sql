-- Version 3: in which sandbox an approved plan's classes were tried, by what the runner image was made of.
ALTER TABLE migration_approvals ADD COLUMN sandbox text NOT NULL DEFAULT '';

INSERT INTO migration_schema (version, database_id)
SELECT 3, database_id FROM migration_schema WHERE version = 1;
