package dev.wharf.approval;

import dev.wharf.audit.AuditSchema;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Dialect;
import dev.wharf.database.Database;
import dev.wharf.database.DatabaseIdentity;
import java.util.Map;
import java.util.TreeMap;

/**
 * What tells a plan's two databases from all others, as approvals and runs keep it.
 *
 * @param source one line
 * @param target one line; for a file it holds what its audit tables keep too, so that a copy of the file at another path and
 *     another file at the same path are both told apart
 */
public record Identities(String source, String target) {

    /** @param audit over the target, whose audit tables are there */
    public static Identities of(Database source, Database target, Sql audit) {
        return new Identities(source.identity().text(), withId(target, audit).text());
    }

    private static DatabaseIdentity withId(Database target, Sql audit) {
        if (target.dialect() != Dialect.SQLITE) {
            return target.identity();
        }
        Map<String, String> parts = new TreeMap<>(target.identity().parts());
        parts.put("databaseId", AuditSchema.databaseId(audit));
        return new DatabaseIdentity(parts);
    }
}
