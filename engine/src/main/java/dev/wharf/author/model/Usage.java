package dev.wharf.author.model;

/**
 * What requests cost.
 *
 * @param calls requests that were answered
 * @param inputTokens as the server counts them, else an estimate
 */
public record Usage(int calls, long inputTokens, long outputTokens) {

    public static final Usage NONE = new Usage(0, 0, 0);

    public Usage plus(Usage other) {
        return new Usage(calls + other.calls, inputTokens + other.inputTokens, outputTokens + other.outputTokens);
    }

    public long tokens() {
        return inputTokens + outputTokens;
    }

    /** About how many tokens a text is; English and code have some four characters a token. */
    static long estimate(String text) {
        return text.length() / 4 + 1;
    }
}
