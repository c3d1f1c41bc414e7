package dev.wharf.approval;

import dev.wharf.audit.ArtifactStore.Artifact;
import dev.wharf.audit.ArtifactStore;
import dev.wharf.plan.Authored;
import dev.wharf.transform.CheckedPlan;
import dev.wharf.transform.CheckedStep;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The class files that were tried when a plan was approved. They lie beside the approval, so a run moves rows with those very
 * bytes and has nothing to compile. Each sandbox has its own, for another compiler may make others of the same text.
 */
final class ApprovedClasses {

    private static final String AUTHOR = "compiler";

    private ApprovedClasses() {}

    /** @param sandbox what the runner was made of in which they were tried */
    static List<Artifact> artifacts(CheckedPlan checked, String sandbox) {
        List<Artifact> artifacts = new ArrayList<>();
        Set<String> files = new HashSet<>();
        for (CheckedStep step : checked.steps()) {
            if (files.add(step.step().transform())) {
                step.classes().forEach((name, bytes) -> {
                    String content = Base64.getEncoder().encodeToString(bytes);
                    artifacts.add(new Artifact(checked.plan().name(), checked.hash().value(),
                            folder(sandbox) + step.step().transform() + "/" + name, Authored.hash(content), AUTHOR, content));
                });
            }
        }
        return artifacts;
    }

    /**
     * Those of a sandbox: transform's file → binary name → class file. A file of which a class is not what its hash says is
     * left out, and compiled anew.
     */
    static Map<String, Map<String, byte[]>> of(ArtifactStore store, String plan, String planHash, String sandbox) {
        Map<String, Map<String, byte[]>> classes = new HashMap<>();
        Set<String> broken = new HashSet<>();
        for (Artifact artifact : store.compiled(plan, planHash)) {
            if (artifact.name().startsWith(folder(sandbox))) {
                String path = artifact.name().substring(folder(sandbox).length());
                int end = path.indexOf('/');
                String file = path.substring(0, Math.max(end, 0));
                if (Authored.hash(artifact.content()).equals(artifact.sha256())) {
                    classes.computeIfAbsent(file, f -> new HashMap<>())
                            .put(path.substring(end + 1), Base64.getDecoder().decode(artifact.content()));
                } else {
                    broken.add(file);
                }
            }
        }
        classes.keySet().removeAll(broken);
        return classes;
    }

    private static String folder(String sandbox) {
        return ArtifactStore.CLASSES + sandbox + "/";
    }
}
