package dev.wharf.check;

import dev.wharf.catalog.Dialect;
import dev.wharf.database.ConnectionSpec;
import dev.wharf.database.Database;
import dev.wharf.database.SessionRole;
import dev.wharf.database.SourceRole;
import dev.wharf.failure.WharfException;
import java.util.Optional;

/** Whether the two connections may be used as source and target at all. */
final class RoleCheck {

    private final Notes notes;

    RoleCheck(Notes notes) {
        this.notes = notes;
    }

    void check(Database source, ConnectionSpec spec, Database target) {
        SessionRole role = source.role();
        Optional<WharfException> refusal = SourceRole.refusal(role, spec);
        if (refusal.isPresent()) {
            WharfException e = refusal.get();
            notes.refuse("schema", null, null, e.code(), e.text(), e.next());
        } else {
            SourceRole.warning(role, spec).ifPresent(warning -> notes.warn(
                    "schema", null, null, "source-may-write", warning, "`wharf audit ddl` prints the smallest grants."));
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
