package dev.wharf.database;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row that a run wrote, as its mapping recorded it.
 *
 * @param key the target key's parts as texts
 * @param transactions the transactions of the run that may have written it last (see {@link TargetSession#transaction})
 * @param stored the hash that {@link WriteOutcome#stored} gave last
 * @param beforeImage where the run updated the row: what it was before; null where the run inserted it
 */
public record WrittenRow(
        List<String> key, List<String> transactions, byte @Nullable [] stored, @Nullable String beforeImage) {}
