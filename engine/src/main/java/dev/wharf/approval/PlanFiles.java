package dev.wharf.approval;

import dev.wharf.audit.ArtifactStore.Artifact;
import dev.wharf.plan.Authored;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.PlanFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The files of a plan with their hashes, and how they differ from those that were approved. */
final class PlanFiles {

    private static final String PERSON = "person";

    private PlanFiles() {}

    /** @param authored what an author remembers of the plan; empty where a person wrote it */
    static List<Artifact> artifacts(LoadedPlan loaded, Optional<Authored> authored) {
        List<Artifact> artifacts = new ArrayList<>();
        texts(loaded).forEach((name, text) -> artifacts.add(new Artifact(
                loaded.plan().name(),
                loaded.hash().value(),
                name,
                Authored.hash(text),
                authored.filter(a -> a.wrote(name, text)).map(Authored::author).orElse(PERSON),
                text)));
        return artifacts;
    }

    /**
     * What models were shown for a plan, byte for byte, and what they answered.
     *
     * @param shown texts by name
     */
    static List<Artifact> shown(LoadedPlan loaded, Map<String, String> shown) {
        List<Artifact> artifacts = new ArrayList<>();
        shown.forEach((name, text) -> artifacts.add(new Artifact(loaded.plan().name(), loaded.hash().value(), name, Authored.hash(text),
                name.contains("-reply") ? "model" : "wharf", text)));
        return artifacts;
    }

    /** Such as "Roles.java changed, old.sql is gone". */
    static String differences(LoadedPlan loaded, List<Artifact> approved) {
        Map<String, String> before = new HashMap<>();
        approved.forEach(artifact -> before.put(artifact.name(), artifact.sha256()));
        Map<String, String> now = new HashMap<>();
        texts(loaded).forEach((name, text) -> now.put(name, Authored.hash(text)));
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
}
