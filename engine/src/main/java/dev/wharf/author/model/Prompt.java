package dev.wharf.author.model;

/**
 * One question to a model. It stands alone: nothing that was said before is needed to answer it.
 *
 * @param system what is the same for every request
 * @param user the task
 */
public record Prompt(Pass pass, String system, String user) {

    /** What is asked for. */
    public enum Pass {
        /** Which tables the request needs. */
        TABLES,
        /** Which rows a subset starts from. */
        START,
        /** The plan. */
        PLAN;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The JSON schema of the answer, strict: every key is required and no other is allowed. */
    public String schema() {
        return PromptTexts.resource("answer-" + pass.word() + ".schema.json");
    }

    /** All of it as one text, for whoever reads files. */
    public String asOneText() {
        return system + "\n" + user + "\n# The answer's JSON schema\n\n```json\n" + schema().strip() + "\n```\n";
    }
}
