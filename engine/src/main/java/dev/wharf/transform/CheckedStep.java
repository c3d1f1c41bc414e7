package dev.wharf.transform;

import dev.wharf.database.Extract;
import dev.wharf.gate.ClassUse;
import dev.wharf.plan.Step;
import java.util.Map;

/**
 * A step that passed every gate.
 *
 * @param sql the extract's text
 * @param java the class's text
 * @param classes binary name → class file
 */
public record CheckedStep(
        Step step, String sql, String java, Extract extract, Map<String, byte[]> classes, ClassUse use) {

    public CheckedStep {
        classes = Map.copyOf(classes);
    }
}
