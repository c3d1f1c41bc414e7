package dev.wharf.transform;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What earlier runs moved already. */
public interface KnownRows {

    /** For a target that holds no mapping of the entity. */
    KnownRows NONE = keys -> Map.of();

    /** The rows of these source keys that earlier runs moved. */
    Map<String, Known> lookup(Collection<String> sourceKeys);

    /**
     * A row that was moved.
     *
     * @param targetKey of the entity's own row; null where the run gave it none
     * @param sameStep everything that makes the step's rows is as it was then
     * @param leftNull why references of it were left NULL, as {@link LeftNull} says it
     */
    record Known(
            String run, @Nullable String targetKey, byte @Nullable [] sourceHash, boolean sameStep, Set<String> leftNull) {}
}
