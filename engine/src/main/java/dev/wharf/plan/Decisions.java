package dev.wharf.plan;

import dev.wharf.failure.Kind;
import dev.wharf.failure.Nearest;
import dev.wharf.failure.WharfException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Answers to a plan's decisions. */
public final class Decisions {

    private Decisions() {}

    /**
     * Reads {@code ID=VALUE} as people type it.
     *
     * @throws WharfException of kind USAGE where a text has no = or an id comes twice
     */
    public static Map<String, String> parse(List<String> texts) {
        Map<String, String> answers = new LinkedHashMap<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals <= 0) {
                throw new WharfException(Kind.USAGE, "answer-form", text + " is no answer.", "Write ID=VALUE.");
            }
            if (answers.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip()) != null) {
                throw new WharfException(Kind.USAGE, "answer-twice",
                        text.substring(0, equals) + " is answered twice.", "Answer each decision once.");
            }
        }
        return answers;
    }

    /**
     * Checks answers against the plan's decisions: all of them are right, or none is taken.
     *
     * @throws WharfException of kind USAGE that names every answer that is wrong
     */
    public static void check(Plan plan, Map<String, String> answers) {
        List<String> problems = new ArrayList<>();
        String next = "";
        List<String> ids = plan.decisions().stream().map(Decision::id).toList();
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            Optional<Decision> decision =
                    plan.decisions().stream().filter(d -> d.id().equals(answer.getKey())).findFirst();
            if (decision.isEmpty()) {
                problems.add("there is no decision " + answer.getKey());
                next = next.isEmpty() ? Nearest.hint(answer.getKey(), ids, ids.isEmpty()
                        ? "It has no decisions."
                        : "It has " + String.join(", ", ids) + ".") : next;
            } else if (answer.getValue().isBlank()) {
                problems.add(answer.getKey() + " is answered with nothing");
                next = next.isEmpty() ? "Write " + answer.getKey() + "=VALUE." : next;
            } else if (!decision.get().options().isEmpty() && !decision.get().options().contains(answer.getValue())) {
                problems.add(answer.getKey() + " cannot be answered with " + answer.getValue());
                next = next.isEmpty() ? Nearest.hint(answer.getValue(), decision.get().options(),
                        "Its options are " + String.join(", ", decision.get().options()) + ".") : next;
            }
        }
        if (!problems.isEmpty()) {
            String message = String.join("; ", problems) + (answers.size() > 1 ? "; nothing was answered." : ".");
            throw new WharfException(Kind.USAGE, "answer-wrong", "Plan " + plan.name() + ": " + message, next);
        }
    }

    /** The answers that stand in the plan, by their ids. */
    public static Map<String, String> given(Plan plan) {
        Map<String, String> given = new TreeMap<>();
        for (Decision decision : plan.decisions()) {
            String answer = decision.answer();
            if (answer != null && !decision.open()) {
                given.put(decision.id(), answer);
            }
        }
        return given;
    }

    /** The text of a plan.yaml with answers put in, and with everything else, comments too, as it was. */
    public static String edit(String yaml, Map<String, String> answers) {
        Node root = PlanFile.compose(yaml, new Problems()).orElseThrow(() -> new IllegalArgumentException("not a plan"));
        TreeMap<Integer, Edit> edits = new TreeMap<>();
        if (value(root, "decisions") instanceof SequenceNode decisions) {
            for (Node decision : decisions.getValue()) {
                String id = value(decision, "id") instanceof ScalarNode scalar ? scalar.getValue() : "";
                String answer = answers.get(id);
                if (answer != null && decision instanceof MappingNode mapping) {
                    edit(yaml, mapping, YamlText.scalar(answer), edits);
                }
            }
        }
        StringBuilder edited = new StringBuilder(yaml);
        edits.descendingMap().forEach((from, edit) -> edited.replace(from, edit.to(), edit.text()));
        return edited.toString();
    }

    private record Edit(int to, String text) {}

    private static void edit(String yaml, MappingNode decision, String answer, TreeMap<Integer, Edit> edits) {
        Node old = value(decision, "answer");
        if (old != null) {
            int from = index(yaml, old.getStartMark());
            int to = index(yaml, old.getEndMark());
            boolean touches = from > 0 && yaml.charAt(from - 1) == ':';
            boolean comment = from == to && yaml.startsWith("#", to);
            edits.put(from, new Edit(to, (touches ? " " : "") + answer + (comment ? " " : "")));
            return;
        }
        Node first = decision.getValue().getFirst().getKeyNode();
        int at = index(yaml, first.getStartMark());
        boolean flow = decision.getFlowStyle() == FlowStyle.FLOW;
        String indent = " ".repeat(first.getStartMark().map(Mark::getColumn).orElse(0));
        edits.put(at, new Edit(at, "answer: " + answer + (flow ? ", " : "\n" + indent)));
    }

    private static @Nullable Node value(Node node, String key) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key)) {
                    return tuple.getValueNode();
                }
            }
        }
        return null;
    }

    /** Marks count code points. */
    private static int index(String yaml, Optional<Mark> mark) {
        return yaml.offsetByCodePoints(0, mark.orElseThrow().getIndex());
    }
}
