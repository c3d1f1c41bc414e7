package dev.wharf.transform;

import dev.wharf.plan.Reference;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Finds what references point to. */
public interface ReferenceResolver {

    /**
     * Looks up references that come before their row (not {@code later}).
     *
     * @param keys values of the reference's {@code from} columns (or of its {@code match} columns), as texts
     * @return for each key that was found the target key as text; for a composite one a JSON array of texts
     * @throws dev.wharf.failure.WharfException where one key has two different targets, naming both runs
     */
    Map<List<String>, String> resolve(Reference reference, Collection<List<String>> keys);
}
