package dev.wharf.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What plan.yaml says.
 *
 * @param namespace for new uuids and mappings; null means the source connection's name
 */
public record Plan(
        String name,
        String request,
        String source,
        String target,
        @Nullable String namespace,
        RejectLimit rejects,
        List<Step> steps,
        List<Decision> decisions,
        List<String> sqlFunctions,
        boolean draft) {

    public Plan {
        steps = List.copyOf(steps);
        decisions = List.copyOf(decisions);
        sqlFunctions = List.copyOf(sqlFunctions);
    }

    public String effectiveNamespace() {
        return namespace == null ? source : namespace;
    }

    public List<Decision> openDecisions() {
        return decisions.stream().filter(Decision::open).toList();
    }
}
