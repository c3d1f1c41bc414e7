package dev.wharf.author.model;

/** What came back. */
public sealed interface Reply {

    Usage usage();

    /** A text, which may or may not be what was asked for. */
    record Text(String text, Usage usage) implements Reply {}

    /** The model did not come to the end of its answer. */
    record Truncated(String text, Usage usage) implements Reply {}

    /** The model, or its server's filter, will not answer. */
    record Refused(String reason, Usage usage) implements Reply {}

    /**
     * Nobody answered yet: the prompt lies in files, and the answer comes by another command.
     *
     * @param prompt the file with the whole prompt
     * @param schema the file with the answer's JSON schema
     */
    record Awaited(java.nio.file.Path prompt, java.nio.file.Path schema) implements Reply {
        @Override
        public Usage usage() {
            return Usage.NONE;
        }
    }
}
