package dev.wharf.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** For people: what a target column is. {@code table} is null where the step writes just one. */
public record MappingRule(@Nullable String table, String target, List<String> from, String rule) {

    public MappingRule {
        from = List.copyOf(from);
    }
}
