package dev.wharf.audit;

import java.util.List;

/** {@code migration_artifacts}: every text that ran, with its hash and author, and what models were shown for it. */
public final class ArtifactStore {

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
        return list(plan, planHash, "NOT LIKE");
    }

    /** What models were shown for a plan and what they answered, by names below {@code model/}. */
    public List<Artifact> shownToModels(String plan, String planHash) {
        return list(plan, planHash, "LIKE");
    }

    private List<Artifact> list(String plan, String planHash, String like) {
        return sql.list(
                "SELECT * FROM @migration_artifacts WHERE plan = ? AND plan_hash = ? AND name " + like + " 'model/%' ORDER BY name",
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
