package dev.wharf.author;

import dev.wharf.catalog.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is asked for.
 *
 * @param name of the plan
 * @param words the request as the person put it
 * @param source the source connection's name
 * @param target the target connection's name
 * @param tables those to move, named as either side names them; empty for all that match
 * @param where conditions in SQL by table, which a row must meet to be moved
 * @param reach how far the conditions reach
 * @param namespace for new uuids and mappings; null means the source connection's name
 * @param answers to decisions, by their ids
 * @param evidence facts about the data of both sides
 */
public record PlanRequest(
        String name,
        String words,
        String source,
        String target,
        Schema sourceSchema,
        Schema targetSchema,
        List<String> tables,
        Map<String, String> where,
        Reach reach,
        @Nullable String namespace,
        Map<String, String> answers,
        Evidence evidence) {

    public PlanRequest {
        tables = List.copyOf(tables);
        where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }
}
