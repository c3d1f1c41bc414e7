package dev.wharf.plan;

import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** plan.yaml: its text to a {@link Plan} and back. */
public final class PlanFile {

    public static final String NAME = "plan.yaml";

    /** The version of the format that this engine reads and writes. */
    static final String FORMAT = "1";

    private static final int MAX_CODE_POINTS = 4_000_000;

    private PlanFile() {}

    /** Reads the text strictly: syntax, keys, types and the rules that need no other file and no database. */
    public static PlanReading read(String text) {
        Problems problems = new Problems();
        Optional<Node> root = compose(text, problems);
        if (root.isEmpty()) {
            if (problems.none()) {
                problems.add(Optional.empty(), "empty-plan", "plan.yaml is empty.", "Write `wharf: 1`, then the plan.");
            }
            return new PlanReading(null, problems.inOrder());
        }
        Plan plan = new PlanReader(problems).read(root.get());
        return new PlanReading(problems.none() ? plan : null, problems.inOrder());
    }

    /** The plan in the form that people write: one line a reference and mapping rule, comments where they help. */
    public static String write(Plan plan) {
        return new PlanWriter().write(plan);
    }

    /** The tree of nodes with their places; empty where there is none, with the reason among the problems. */
    static Optional<Node> compose(String text, Problems problems) {
        LoadSettings settings = LoadSettings.builder()
                .setAllowDuplicateKeys(true) // told by YamlMap, together with every other problem
                .setMaxAliasesForCollections(0)
                .setCodePointLimit(MAX_CODE_POINTS)
                .build();
        try {
            return new Compose(settings).composeString(text);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> place = e.getProblemMark();
            problems.add(place, "yaml-syntax", "plan.yaml is not YAML: " + e.getProblem() + ".", "Correct it at that place.");
        } catch (YamlEngineException e) {
            problems.add(Optional.empty(), "yaml-syntax", "plan.yaml is not YAML: " + firstLine(e) + ".", "Correct it.");
        }
        return Optional.empty();
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("it cannot be read");
    }
}
