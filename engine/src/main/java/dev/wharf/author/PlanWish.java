package dev.wharf.author;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person asks of {@code plan}.
 *
 * @param name of the plan
 * @param words the request
 * @param tables those to move, named as either side names them; empty for all that match
 * @param where conditions in SQL by table
 * @param reach how far the conditions reach
 * @param namespace null for the source connection's name
 * @param replace whether an existing plan of that name may be replaced
 */
public record PlanWish(
        String name,
        String words,
        List<String> tables,
        Map<String, String> where,
        Reach reach,
        @Nullable String namespace,
        boolean replace) {

    public PlanWish {
        tables = List.copyOf(tables);
        where = Collections.unmodifiableMap(new LinkedHashMap<>(where));
    }

    /** Of plain conditions. */
    public PlanWish(
            String name, String words, List<String> tables, Map<String, String> where, @Nullable String namespace, boolean replace) {
        this(name, words, tables, where, Reach.CONDITIONS, namespace, replace);
    }
}
