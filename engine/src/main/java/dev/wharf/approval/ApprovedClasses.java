package dev.wharf.approval;

import dev.wharf.audit.ApprovalStore.Approval;
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
import java.util.stream.Collectors;

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

    /** Over the names and hashes of all of them. It stands in the approval itself, so that no row can be slipped in beside it. */
    static String digest(List<Artifact> artifacts) {
        return Authored.hash(artifacts.stream()
                .map(artifact -> artifact.name() + " " + Authored.hash(artifact.content()) + "\n")
                .sorted()
                .collect(Collectors.joining()));
    }

    /**
     * Those of an approval: transform's file → binary name → class file. Empty where they are not what the approval says of
     * them, or it says nothing; then they are compiled anew.
     */
    static Map<String, Map<String, byte[]>> of(ArtifactStore store, Approval approval) {
        String folder = folder(approval.sandbox());
        List<Artifact> artifacts = store.compiled(approval.plan(), approval.planHash()).stream()
                .filter(artifact -> artifact.name().startsWith(folder))
                .toList();
        if (!digest(artifacts).equals(approval.classes())) {
            return Map.of();
        }
        Map<String, Map<String, byte[]>> classes = new HashMap<>();
        for (Artifact artifact : artifacts) {
            String path = artifact.name().substring(folder.length());
            int end = path.indexOf('/');
            classes.computeIfAbsent(path.substring(0, end), file -> new HashMap<>())
                    .put(path.substring(end + 1), Base64.getDecoder().decode(artifact.content()));
        }
        return classes;
    }

    private static String folder(String sandbox) {
        return ArtifactStore.CLASSES + sandbox + "/";
    }
}
