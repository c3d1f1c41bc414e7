package dev.wharf.database;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What tells one database from another. PostgreSQL: systemIdentifier, databaseOid, host, database. SQLite: path (canonical).
 */
public record DatabaseIdentity(Map<String, String> parts) {

    public DatabaseIdentity {
        parts = java.util.Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    /** One line, the same for the same identity. */
    public String text() {
        return parts.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).collect(Collectors.joining(" "));
    }
}
