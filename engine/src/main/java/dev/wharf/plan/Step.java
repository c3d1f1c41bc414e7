package dev.wharf.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step: an extract, a class, the tables it writes.
 *
 * @param extract the SQL file's name in the plan's folder
 * @param transform the Java file's name in the plan's folder
 */
public record Step(
        String name,
        String entity,
        String extract,
        List<String> key,
        String transform,
        List<NewKey> newKeys,
        List<Reference> references,
        List<Write> writes,
        List<MappingRule> mapping,
        @Nullable Integer batchRows) {

    public Step {
        key = List.copyOf(key);
        newKeys = List.copyOf(newKeys);
        references = List.copyOf(references);
        writes = List.copyOf(writes);
        mapping = List.copyOf(mapping);
    }

    /** The entity's own row: the first entry of {@code writes}. */
    public Write ownWrite() {
        return writes.getFirst();
    }

    /** The name of the public class in the Java file. */
    public String className() {
        return transform.endsWith(".java") ? transform.substring(0, transform.length() - 5) : transform;
    }
}
