package dev.wharf.audit;

import java.util.List;

/**
 * {@code migration_artifacts}: every text that ran, with its hash and author, what it was compiled to, and what models were
 * shown for it.
 */
public final class ArtifactStore {

    /** What compiled classes' names begin with. */
    public static final String CLASSES = "class/";

    private final Sql sql;

    public ArtifactStore(Sql sql) {
        this.sql = sql;
    }

    /** One file of a plan. */
    public record Artifact(String plan, String planHash, String name, String sha256, String author, String content) {}

    /** Records it unless the same plan, hash and name are there already. */
    public void record(Artifact a) {
        sql.update(
                """
                INSERT INTO @migration_artifacts (plan, plan_hash, name, sha256, author, content)
                VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING""",
                a.plan(),
                a.planHash(),
                a.name(),
                a.sha256(),
                a.author(),
                a.content());
    }

    /** The files of a plan. */
    public List<Artifact> of(String plan, String planHash) {
        return list(plan, planHash, "name NOT LIKE 'model/%' AND name NOT LIKE '" + CLASSES + "%'");
    }

    /** What the classes of a plan were compiled to, by names below {@value #CLASSES}. */
    public List<Artifact> compiled(String plan, String planHash) {
        return list(plan, planHash, "name LIKE '" + CLASSES + "%'");
    }

    /** What models were shown for a plan and what they answered, by names below {@code model/}. */
    public List<Artifact> shownToModels(String plan, String planHash) {
        return list(plan, planHash, "name LIKE 'model/%'");
    }

    private List<Artifact> list(String plan, String planHash, String which) {
        return sql.list(
                "SELECT * FROM @migration_artifacts WHERE plan = ? AND plan_hash = ? AND " + which + " ORDER BY name",
                row -> new Artifact(
                        row.getString("plan"),
                        row.getString("plan_hash"),
                        row.getString("name"),
                        row.getString("sha256"),
                        row.getString("author"),
                        row.getString("content")),
                plan,
                planHash);
    }
}
