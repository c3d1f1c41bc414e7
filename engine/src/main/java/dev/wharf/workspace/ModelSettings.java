package dev.wharf.workspace;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What wharf.yaml says under {@code model:}, with its defaults filled in. The first three are null where nothing is said;
 * as they are written they may refer to secrets, which {@link Workspace#model} resolves.
 *
 * @param baseUrl of a server that speaks Chat Completions, up to and with {@code /v1}
 * @param maxRepairs how often a model may correct its plan
 * @param timeout how long a server may be silent
 * @param maxTokens how many tokens one plan may cost, read and written together
 * @param maxTime how long one plan may take
 * @param share columns, as {@code table.column}, whose different values the model may see
 * @param price of a million tokens, null where no cost is to be told
 */
public record ModelSettings(
        @Nullable String baseUrl,
        @Nullable String apiKey,
        @Nullable String name,
        int maxRepairs,
        Duration timeout,
        long maxTokens,
        Duration maxTime,
        List<String> share,
        @Nullable Price price) {

    public static final ModelSettings DEFAULT = new ModelSettings(
            null, null, null, 3, Duration.ofSeconds(120), 400_000, Duration.ofMinutes(15), List.of(), null);

    public ModelSettings {
        share = List.copyOf(share);
    }

    /** In whatever money, for a million tokens. */
    public record Price(BigDecimal input, BigDecimal output) {}

    /** Without the key, which may be a secret. */
    @Override
    public String toString() {
        return "ModelSettings[" + name + " at " + baseUrl + "]";
    }
}
