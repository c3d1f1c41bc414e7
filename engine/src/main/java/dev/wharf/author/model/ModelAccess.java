package dev.wharf.author.model;

import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import dev.wharf.workspace.ModelSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a model is, and by which name and key.
 *
 * @param apiKey a secret; empty where the server wants none
 * @param timeout how long the server may be silent
 */
public record ModelAccess(String baseUrl, String apiKey, String name, Duration timeout) {

    private static final String OPENAI = "https://api.openai.com/v1";

    /**
     * What wharf.yaml says, else the environment: OPENAI_BASE_URL, OPENAI_API_KEY, OPENAI_MODEL. The environment's key is
     * for the environment's server or OpenAI's: a server that wharf.yaml names gets only the key that wharf.yaml names.
     *
     * @param settings with their secrets resolved
     * @throws WharfException of kind USAGE with code {@code model-unconfigured}, which tells how to configure one, or
     *     {@code model-setting} where the URL or the key cannot be one
     */
    public static ModelAccess of(ModelSettings settings, UnaryOperator<@Nullable String> environment) {
        String url = first(settings.baseUrl(), environment.apply("OPENAI_BASE_URL"));
        boolean ownServer = first(settings.baseUrl(), null) != null;
        String key = first(settings.apiKey(), ownServer ? null : environment.apply("OPENAI_API_KEY"));
        String name = first(settings.name(), environment.apply("OPENAI_MODEL"));
        List<String> missing = new ArrayList<>();
        if (name == null) {
            missing.add("name (or OPENAI_MODEL)");
        }
        if (url == null && key == null) {
            missing.add("base-url (or OPENAI_BASE_URL) or api-key (or OPENAI_API_KEY)");
        }
        if (!missing.isEmpty() || name == null) {
            throw new WharfException(Kind.USAGE, "model-unconfigured",
                    "The author model has no model to ask: `model:` in wharf.yaml lacks " + String.join(", and ", missing) + ".",
                    """
                    Write one of these into wharf.yaml, with a model that you have:
                      OpenAI:    model: { api-key: "${env:OPENAI_API_KEY}", name: "gpt-5" }
                      Azure:     model: { base-url: "https://NAME.openai.azure.com/openai/v1", api-key: "${env:AZURE_OPENAI_API_KEY}", name: "DEPLOYMENT" }
                      Ollama:    model: { base-url: "http://localhost:11434/v1", name: "qwen3-coder" }
                      vLLM:      model: { base-url: "http://localhost:8000/v1", name: "MODEL" }
                      llama.cpp: model: { base-url: "http://localhost:8080/v1", name: "default" }
                    Without one, --author paste writes prompts as files, and --author template needs no model.""");
        }
        if (url != null && !url.matches("https?://[^\\s@]+")) {
            throw unfit("base-url (or OPENAI_BASE_URL)", "an address that begins with http:// or https:// and names no user");
        }
        if (key != null && !key.matches("[!-~]+")) {
            throw unfit("api-key (or OPENAI_API_KEY)", "one word of plain letters, digits and signs");
        }
        String base = url == null ? OPENAI : url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return new ModelAccess(base, key == null ? "" : key, name, settings.timeout());
    }

    private static @Nullable String first(@Nullable String a, @Nullable String b) {
        return a != null && !a.isBlank() ? a.strip() : b != null && !b.isBlank() ? b.strip() : null;
    }

    /** Without the value, which may be a secret. */
    private static WharfException unfit(String setting, String rule) {
        return new WharfException(Kind.USAGE, "model-setting", "The model's " + setting + " is not " + rule + ".",
                "Look at what wharf.yaml refers to, or at the environment.");
    }

    /** Without the key. */
    @Override
    public String toString() {
        return name + " at " + baseUrl;
    }
}
