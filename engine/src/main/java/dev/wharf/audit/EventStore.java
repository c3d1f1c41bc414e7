package dev.wharf.audit;

import java.util.List;

/** {@code migration_events}: what happened in a run, in order. Details hold no value of a row and no secret. */
public final class EventStore {

    private final Sql sql;

    public EventStore(Sql sql) {
        this.sql = sql;
    }

    public record Event(String runId, String at, String event, String detail) {}

    public void record(RunId run, String event, String detail) {
        sql.update("INSERT INTO @migration_events (run_id, event, detail) VALUES (?, ?, ?)", run.value(), event, detail);
    }

    public List<Event> of(RunId run) {
        return sql.list(
                "SELECT * FROM @migration_events WHERE run_id = ? ORDER BY id",
                row -> new Event(
                        row.getString("run_id"),
                        String.valueOf(Sql.time(row, "at")),
                        row.getString("event"),
                        row.getString("detail")),
                run.value());
    }
}
