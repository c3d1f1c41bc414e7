package dev.wharf.check;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.Database;
import dev.wharf.database.SessionRole;

/** Whether the two connections may be used as source and target at all. */
final class RoleCheck {

    private final Notes notes;

    RoleCheck(Notes notes) {
        this.notes = notes;
    }

    void check(Database source, boolean allowSuperuser, Database target) {
        SessionRole role = source.role();
        if (role.superuser() && !allowSuperuser) {
            notes.refuse(
                    "schema",
                    null,
                    null,
                    "source-superuser",
                    "The source " + source.name() + " is connected as " + role.user()
                            + ", a superuser; a source's role may only read.",
                    "Connect as a role that may SELECT and nothing else (`wharf audit ddl` prints its grants), or write"
                            + " `allow-superuser: true` at the connection.");
        } else if (role.mayWrite()) {
            notes.warn(
                    "schema",
                    null,
                    null,
                    "source-may-write",
                    "The source " + source.name() + " is connected "
                            + (role.user().isEmpty() ? "with the right to write" : "as " + role.user() + ", which may write")
                            + ". Wharf reads in read-only transactions, but a role that can only SELECT is the better guard.",
                    "`wharf audit ddl` prints the smallest grants.");
        }
        if (source.dialect() == Dialect.SQLITE
                && target.dialect() == Dialect.SQLITE
                && source.identity().equals(target.identity())) {
            notes.refuse(
                    "schema",
                    null,
                    null,
                    "same-file",
                    "The source " + source.name() + " and the target " + target.name() + " are the same file, "
                            + source.identity().parts().get("path") + ".",
                    "Name two files: a file that is read under a snapshot cannot be written at the same time.");
        }
    }
}
