package dev.wharf.audit;

import dev.wharf.catalog.Dialect;
import dev.wharf.catalog.TableName;

/** What the audit tables are called in each product. */
final class AuditTables {

    private AuditTables() {}

    static TableName name(Dialect dialect, String table) {
        return dialect == Dialect.POSTGRESQL ? new TableName("wharf", table) : TableName.of(table);
    }

    /** Where mappings that stand alone are written. */
    static TableName mappingRows(Dialect dialect) {
        return name(dialect, dialect == Dialect.POSTGRESQL ? "migration_mapping_rows" : "migration_mappings");
    }
}
