package dev.wharf.verify;

import dev.wharf.audit.ArtifactStore;
import dev.wharf.audit.RunStore.Run;
import dev.wharf.audit.Sql;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.PlanHash;
import java.util.Map;
import java.util.TreeMap;

/** The plan as it was when a run ran, from the audit tables: the files may have changed since. */
public final class RecordedPlan {

    private RecordedPlan() {}

    /** @throws WharfException of kind DATA with code {@code artifacts-missing} where its files were not recorded */
    public static LoadedPlan of(Sql sql, Run run) {
        Map<String, String> files = new TreeMap<>();
        String yaml = "";
        for (ArtifactStore.Artifact artifact : new ArtifactStore(sql).of(run.plan(), run.planHash())) {
            if (artifact.name().equals(PlanFile.NAME)) {
                yaml = artifact.content();
            } else {
                files.put(artifact.name(), artifact.content());
            }
        }
        if (yaml.isEmpty()) {
            throw new WharfException(
                    Kind.DATA,
                    "artifacts-missing",
                    "The files of the plan " + run.plan() + " (" + run.planHash() + ") are not in the audit tables of " + run.target()
                            + ".",
                    "They are recorded by `approve`; somebody took them out of migration_artifacts.");
        }
        return new LoadedPlan(PlanFile.read(yaml).orThrow(), yaml, files, new PlanHash(run.planHash()));
    }
}
