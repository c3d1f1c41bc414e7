package dev.wharf.shell.command;

import dev.wharf.audit.ControlStore;
import dev.wharf.audit.MappingStore;
import dev.wharf.failure.Nearest;
import dev.wharf.shell.json.AuditMappingsDocument;
import dev.wharf.shell.json.Document;
import dev.wharf.shell.line.Example;
import dev.wharf.shell.line.Globals;
import dev.wharf.shell.line.Invocation;
import dev.wharf.shell.line.Named;
import dev.wharf.shell.line.Usage;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Command;
import org.springframework.shell.core.command.annotation.Option;

/** {@code audit mappings}. */
public final class AuditMappingsCommand {

    private static final int LIMIT_AS_TEXT = 100;

    @Command(name = "audit mappings", group = Groups.EVIDENCE, description = "show which source row became which target row")
    @Example({
        "audit mappings 20261121-101500-k3x9-brackets --entity brackets --key 17",
        "audit mappings 20261121-101500-k3x9-brackets --format json"
    })
    public Document mappings(
            Invocation invocation,
            @Argument(index = 0, description = "the run") @Named("RUN") String run,
            @Option(longName = "entity", description = "only this entity's") @Nullable String entity,
            @Option(longName = "key", description = "only this source row's") @Nullable String key,
            @Option(longName = "limit", description = "at most so many; else 100 as text, and all as JSON")
                    @Named("N")
                    @Nullable Integer limit) {
        if (limit != null && limit < 1) {
            throw Usage.of("audit mappings", "value-invalid", "--limit is " + limit + ", and it is 1 or more.");
        }
        boolean json = invocation.globals().format() == Globals.Format.JSON;
        int most = limit != null ? limit : json ? Integer.MAX_VALUE - 1 : LIMIT_AS_TEXT;
        RecordedRun recorded = new RecordedRun(invocation, run);
        List<MappingStore.Mapping> found =
                recorded.read(sql -> new MappingStore(sql).list(recorded.id(), entity, key, most + 1));
        if (found.isEmpty() && entity != null) {
            sayWhichEntities(invocation, recorded, entity);
        }
        return new AuditMappingsDocument(
                recorded.id().value(),
                found.size() <= most,
                found.stream().limit(most).map(AuditMappingsDocument.MappingRow::of).toList());
    }

    /** No rows of an entity that the run moves are an answer; no rows of a name that is none say nothing. */
    private static void sayWhichEntities(Invocation invocation, RecordedRun recorded, String entity) {
        List<String> known = recorded.read(sql ->
                new ControlStore(sql).of(recorded.id()).stream().map(ControlStore.StepRow::entity).distinct().toList());
        if (!known.contains(entity)) {
            invocation.remark("Run " + recorded.id() + " knows no entity " + entity + "." + Nearest.question(entity, known) + " It has "
                    + String.join(", ", known) + ".");
        }
    }
}
