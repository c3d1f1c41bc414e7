package dev.wharf.check;

import dev.wharf.gate.Finding;
import dev.wharf.plan.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects findings and warnings of one check, for one thread. */
final class Notes {

    private final List<Finding> findings = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();

    void refuse(Finding finding) {
        findings.add(finding);
    }

    void refuseAll(Collection<Finding> all) {
        findings.addAll(all);
    }

    void refuse(String gate, @Nullable Step step, @Nullable String file, String rule, String message, String next) {
        findings.add(new Finding(gate, step == null ? null : step.name(), file, null, null, rule, message, next));
    }

    /** Refuses a name that stands as a literal in a Java text, at the place where it first stands. */
    void refuseName(Step step, String java, String name, String gate, String rule, String message, String next) {
        int at = java.indexOf('"' + name + '"');
        Integer line = null;
        Integer column = null;
        if (at >= 0) {
            line = 1 + (int) java.substring(0, at).chars().filter(c -> c == '\n').count();
            column = java.codePointCount(java.lastIndexOf('\n', at) + 1, at) + 1;
        }
        findings.add(new Finding(gate, step.name(), step.transform(), line, column, rule, message, next));
    }

    void warn(String gate, @Nullable Step step, @Nullable String file, String rule, String message, String next) {
        warnings.add(new Finding(gate, step == null ? null : step.name(), file, null, null, rule, message, next));
    }

    int count() {
        return findings.size();
    }

    boolean clean() {
        return findings.isEmpty();
    }

    List<Finding> findings() {
        return findings;
    }

    List<Finding> warnings() {
        return warnings;
    }
}
