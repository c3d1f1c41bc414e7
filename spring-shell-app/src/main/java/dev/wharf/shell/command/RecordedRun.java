package dev.wharf.shell.command;

import dev.wharf.audit.RunId;
import dev.wharf.audit.Sql;
import dev.wharf.database.Database;
import dev.wharf.database.Databases;
import dev.wharf.database.TargetSession;
import dev.wharf.run.RunDirectory;
import dev.wharf.run.RunEvent;
import dev.wharf.shell.line.Invocation;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds a run in the targets of the workspace and reads from its audit tables. */
final class RecordedRun {

    private final Invocation invocation;
    private final RunId id;
    private RunDirectory.@Nullable Entry entry;

    RecordedRun(Invocation invocation, String run) {
        this.invocation = invocation;
        this.id = new RunId(run);
    }

    RunId id() {
        return id;
    }

    /** What a directory of runs tells beside its answer goes to stderr. */
    static RunDirectory directory(Invocation invocation) {
        return new RunDirectory(invocation.workspace(), event -> {
            if (event instanceof RunEvent.Notice notice) {
                invocation.remark(notice.text());
            }
        });
    }

    /** Where the run stood when it was looked up. */
    RunDirectory.Entry entry() {
        RunDirectory.Entry known = entry;
        if (known == null) {
            known = directory(invocation).find(id);
            entry = known;
        }
        return known;
    }

    <T> T read(Function<Sql, T> reading) {
        RunDirectory.Entry entry = entry();
        try (Database target = Databases.open(invocation.workspace().connection(entry.connection()));
                TargetSession session = target.openTarget()) {
            return reading.apply(new Sql(session.connection(), target.dialect()));
        }
    }
}
