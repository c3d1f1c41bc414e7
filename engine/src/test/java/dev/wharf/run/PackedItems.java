package dev.wharf.run;

import dev.wharf.audit.ArtifactStore;
import dev.wharf.audit.Sql;
import dev.wharf.catalog.Dialect;
import dev.wharf.plan.LoadedPlan;
import dev.wharf.plan.PlanFile;
import dev.wharf.plan.PlanFolder;
import java.sql.Connection;
import java.util.Map;
import java.util.TreeMap;

/** A plan whose mappings are packed: one step that inserts items, with new keys, to which nothing in it refers. */
final class PackedItems {

    static final String STEPS = """
            steps:
              - name: items
                entity: items
                extract: items.sql
                key: [id]
                transform: Items.java
                writes:
                  - { table: items, key: [code], mode: insert }
            """;

    private PackedItems() {}

    static Bench on(Bench bench) {
        return bench.target("CREATE TABLE items (code BIGINT PRIMARY KEY, name TEXT)")
                .plan(STEPS)
                .file("items.sql", "SELECT id, name FROM items")
                .java("Items", "target.insert(\"items\").set(\"code\", source.bigint(\"id\") + 1000).copy(\"name\", \"name\");");
    }

    /** As an approval does. */
    static void recordPlan(Bench bench) throws Exception {
        LoadedPlan plan = PlanFolder.of(bench.workspace().plans(), Bench.PLAN).load();
        Map<String, String> files = new TreeMap<>(plan.files());
        files.put(PlanFile.NAME, plan.yaml());
        try (Connection connection = bench.connect("target")) {
            ArtifactStore artifacts = new ArtifactStore(new Sql(connection, Dialect.POSTGRESQL));
            files.forEach((name, text) ->
                    artifacts.record(new ArtifactStore.Artifact(Bench.PLAN, plan.hash().value(), name, "", "a person", text)));
        }
    }
}
