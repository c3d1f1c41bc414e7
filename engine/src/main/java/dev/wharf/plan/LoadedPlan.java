package dev.wharf.plan;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * A plan with the texts of the files it names and the hash over all of it, from one reading: what is checked, approved and
 * run is these bytes, whatever happens to the files meanwhile.
 *
 * @param files by name, without plan.yaml
 */
public record LoadedPlan(Plan plan, String yaml, Map<String, String> files, PlanHash hash) {

    public LoadedPlan {
        files = Collections.unmodifiableMap(new TreeMap<>(files));
        for (Step step : plan.steps()) {
            if (!files.containsKey(step.extract()) || !files.containsKey(step.transform())) {
                throw new IllegalArgumentException("the files of the step " + step.name() + " are not loaded");
            }
        }
    }

    /** The step's SELECT, as the file holds it. */
    public String sql(Step step) {
        return file(step.extract());
    }

    /** The step's Java source. */
    public String java(Step step) {
        return file(step.transform());
    }

    private String file(String name) {
        String text = files.get(name);
        if (text == null) {
            throw new IllegalArgumentException("the plan does not name a file " + name);
        }
        return text;
    }

    /** A plan that lies in no folder, for tests and for authors: its yaml is written from it. */
    public static LoadedPlan of(Plan plan, Map<String, String> files) {
        String yaml = PlanFile.write(plan);
        Map<String, byte[]> bytes = new TreeMap<>();
        bytes.put(PlanFile.NAME, yaml.getBytes(StandardCharsets.UTF_8));
        files.forEach((name, text) -> bytes.put(name, text.getBytes(StandardCharsets.UTF_8)));
        return new LoadedPlan(plan, yaml, files, PlanHash.over(bytes));
    }
}
