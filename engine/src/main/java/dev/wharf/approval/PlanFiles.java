package dev.wharf.approval;

import dev.wharf.audit.ArtifactStore.Artifact;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.PlanFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of a plan with their hashes, and how they differ from those that were approved. */
final class PlanFiles {

    private PlanFiles() {}

    static List<Artifact> artifacts(LoadedPlan loaded, String author) {
        List<Artifact> artifacts = new ArrayList<>();
        texts(loaded).forEach((name, text) -> artifacts.add(new Artifact(
                loaded.plan().name(), loaded.hash().value(), name, sha256(text), author, text)));
        return artifacts;
    }

    /** Such as "Roles.java changed, old.sql is gone". */
    static String differences(LoadedPlan loaded, List<Artifact> approved) {
        Map<String, String> before = new HashMap<>();
        approved.forEach(artifact -> before.put(artifact.name(), artifact.sha256()));
        Map<String, String> now = new HashMap<>();
        texts(loaded).forEach((name, text) -> now.put(name, sha256(text)));
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(now.keySet());
        List<String> differences = new ArrayList<>();
        for (String name : names) {
            if (!before.containsKey(name)) {
                differences.add(name + " is new");
            } else if (!now.containsKey(name)) {
                differences.add(name + " is gone");
            } else if (!before.get(name).equals(now.get(name))) {
                differences.add(name + " changed");
            }
        }
        return String.join(", ", differences);
    }

    private static Map<String, String> texts(LoadedPlan loaded) {
        Map<String, String> texts = new TreeMap<>(loaded.files());
        texts.put(PlanFile.NAME, loaded.yaml());
        return texts;
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
