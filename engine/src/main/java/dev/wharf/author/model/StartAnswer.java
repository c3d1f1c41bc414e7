package dev.wharf.author.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a subset starts from, as a model chose them.
 *
 * @param conditions in the source's SQL, by table
 * @param children whether rows that depend on these come along
 * @param summary for the person
 * @param impossible why there is no start; null where there is one
 */
record StartAnswer(Map<String, String> conditions, boolean children, String summary, @Nullable String impossible) {

    StartAnswer {
        conditions = Collections.unmodifiableMap(new LinkedHashMap<>(conditions));
    }
}
