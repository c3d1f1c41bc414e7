package dev.wharf.shell.json;

import dev.wharf.audit.EventStore;
import dev.wharf.shell.text.Page;
import dev.wharf.shell.text.Table;
import java.util.List;

/** The rows of {@code migration_events} of one run. */
public record AuditEventsDocument(String run, List<EventRow> events) implements Document {

    public record EventRow(String runId, String at, String event, String detail) {

        public static EventRow of(EventStore.Event e) {
            return new EventRow(e.runId(), e.at(), e.event(), e.detail());
        }
    }

    @Override
    public void print(Page page) {
        Table table = new Table("!at", "!event", "~detail");
        events.forEach(e -> table.row(Page.time(e.at()), e.event(), e.detail()));
        page.table(table);
        page.line(Page.count(events.size(), "event", "events"));
    }
}
