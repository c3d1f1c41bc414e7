-- Version 5: the names under which mappings are asked for by their keys. Here each of them is a row already.
CREATE VIEW migration_mapping_rows AS SELECT * FROM migration_mappings;
CREATE VIEW current_mapping_rows AS SELECT * FROM current_mappings;

INSERT INTO migration_schema (version, database_id)
SELECT 5, database_id FROM migration_schema WHERE version = 1;
