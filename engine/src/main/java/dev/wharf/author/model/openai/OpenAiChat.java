package dev.wharf.author.model.openai;

import com.openai.azure.credential.AzureApiKeyCredential;
import com.openai.client.OpenAIClient;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.JsonValue;
import com.openai.core.ObjectMappers;
import com.openai.core.Sleeper;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.PermissionDeniedException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.errors.UnprocessableEntityException;
import com.openai.models.ResponseFormatJsonSchema;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.completions.CompletionUsage;
import dev.wharf.author.model.AuthoringListener;
import dev.wharf.author.model.ChatModel;
import dev.wharf.author.model.ModelAccess;
import dev.wharf.author.model.Prompt;
import dev.wharf.author.model.Reply;
import dev.wharf.author.model.Usage;
import dev.wharf.failure.Kind;
import dev.wharf.failure.WharfException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A server that speaks Chat Completions. The answer is asked for by a JSON schema and as a stream; a server that refuses
 * either is asked again without. For one thread.
 */
public final class OpenAiChat implements ChatModel {

    /** After 429, 5xx and failures of the connection; the server's Retry-After is waited for. */
    private static final int MAX_RETRIES = 3;

    /** How often an answer whose stream ended in the middle is asked for again. */
    private static final int MAX_CUTS = 2;

    private final ModelAccess access;
    private boolean bySchema = true;
    private boolean withUsage = true;

    public OpenAiChat(ModelAccess access) {
        this.access = access;
    }

    @Override
    public String name() {
        return access.name();
    }

    @Override
    public Reply ask(Prompt prompt, Duration longest, AuthoringListener listener, Sent sent) {
        JdkHttp http = new JdkHttp(access.timeout(), longest, sent);
        OpenAIClient client = client(http);
        try {
            for (int cuts = 0; ; ) {
                try {
                    return once(client, prompt, listener);
                } catch (BadRequestException | UnprocessableEntityException e) {
                    plainer(e);
                } catch (StreamCut e) {
                    if (cuts++ == MAX_CUTS) {
                        throw unreachable("its answer breaks off before its end, " + cuts + " times", e);
                    }
                    listener.at(access.name() + ": the answer broke off; asking again…");
                }
            }
        } catch (OpenAIException e) {
            throw failure(e);
        } finally {
            client.close();
        }
    }

    private OpenAIClient client(JdkHttp http) {
        ClientOptions.Builder options = ClientOptions.builder()
                .httpClient(http)
                .baseUrl(access.baseUrl())
                .maxRetries(MAX_RETRIES)
                .timeout(access.timeout())
                .sleeper(new InterruptibleSleeper())
                .disableTelemetry(true)
                .checkJacksonVersionCompatibility(false);
        String host = String.valueOf(URI.create(access.baseUrl()).getHost()).toLowerCase(Locale.ROOT);
        String key = access.apiKey().isEmpty() ? "none" : access.apiKey();
        if (host.endsWith(".azure.com")) {
            options.credential(AzureApiKeyCredential.create(key));
        } else {
            options.apiKey(key);
        }
        return new OpenAIClientImpl(options.build());
    }

    private Reply once(OpenAIClient client, Prompt prompt, AuthoringListener listener) {
        StringBuilder text = new StringBuilder();
        StringBuilder refusal = new StringBuilder();
        String finish = null;
        CompletionUsage usage = null;
        StreamProgress progress = new StreamProgress(listener);
        try (StreamResponse<ChatCompletionChunk> response = client.chat().completions().createStreaming(params(prompt))) {
            for (ChatCompletionChunk chunk : (Iterable<ChatCompletionChunk>) response.stream()::iterator) {
                usage = chunk.usage().orElse(usage);
                for (ChatCompletionChunk.Choice choice : chunk.choices()) {
                    choice.delta().content().ifPresent(text::append);
                    choice.delta().refusal().ifPresent(refusal::append);
                    finish = choice.finishReason().map(ChatCompletionChunk.Choice.FinishReason::asString).orElse(finish);
                }
                progress.at(text);
            }
        } catch (OpenAIServiceException | WharfException e) {
            throw e;
        } catch (OpenAIIoException e) {
            if (Thread.interrupted()) {
                throw interrupted(e);
            }
            throw text.isEmpty() ? e : new StreamCut(e);
        }
        if (Thread.interrupted()) {
            throw interrupted(null);
        }
        return reply(prompt, text.toString(), refusal.toString(), finish, usage);
    }

    private static Reply reply(
            Prompt prompt, String text, String refusal, @Nullable String finish, @Nullable CompletionUsage usage) {
        Usage used = usage == null
                ? new Usage(1, (prompt.system().length() + prompt.user().length()) / 4, text.length() / 4)
                : new Usage(1, usage.promptTokens(), usage.completionTokens());
        if (!refusal.isEmpty() || "content_filter".equals(finish)) {
            return new Reply.Refused(refusal.isEmpty() ? "the server's filter" : refusal, used);
        }
        if ("length".equals(finish)) {
            return new Reply.Truncated(text, used);
        }
        if (finish == null && !text.stripTrailing().endsWith("}")) {
            throw new StreamCut(null);
        }
        return new Reply.Text(text, used);
    }

    private ChatCompletionCreateParams params(Prompt prompt) {
        ChatCompletionCreateParams.Builder params = ChatCompletionCreateParams.builder()
                .model(access.name())
                .addSystemMessage(prompt.system())
                .addUserMessage(bySchema ? prompt.user() : prompt.user() + "\n# The answer's JSON schema\n\n" + prompt.schema());
        if (withUsage) {
            params.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build());
        }
        if (bySchema) {
            params.responseFormat(ResponseFormatJsonSchema.builder()
                    .jsonSchema(ResponseFormatJsonSchema.JsonSchema.builder()
                            .name(prompt.pass() == Prompt.Pass.TABLES ? "tables" : "plan")
                            .strict(true)
                            .schema(schema(prompt))
                            .build())
                    .build());
        }
        return params.build();
    }

    private static ResponseFormatJsonSchema.JsonSchema.Schema schema(Prompt prompt) {
        try {
            ResponseFormatJsonSchema.JsonSchema.Schema.Builder schema = ResponseFormatJsonSchema.JsonSchema.Schema.builder();
            ObjectMappers.jsonMapper().readTree(prompt.schema()).properties().forEach(entry ->
                    schema.putAdditionalProperty(entry.getKey(), JsonValue.fromJsonNode(entry.getValue())));
            return schema.build();
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException("the schema of the answer is no JSON", e);
        }
    }

    /** Leaves out what the server may not know; throws where nothing is left to leave out. */
    private void plainer(OpenAIServiceException refused) {
        String about = (refused.param().orElse("") + " " + refused.body()).toLowerCase(Locale.ROOT);
        if (withUsage && about.contains("stream_options")) {
            withUsage = false;
        } else if (bySchema && !about.contains("context_length")) {
            bySchema = false;
        } else if (withUsage && !about.contains("context_length")) {
            withUsage = false;
        } else {
            throw environment("model-refuses", access + " refuses the request (HTTP " + refused.statusCode() + code(refused) + ").",
                    "Look whether the model takes prompts of this size, or name fewer tables with --table.", refused);
        }
    }

    private WharfException failure(OpenAIException e) {
        return switch (e) {
            case UnauthorizedException refused -> credentials(refused);
            case PermissionDeniedException refused -> credentials(refused);
            case NotFoundException missing -> environment("model-unknown",
                    access + " is not there (HTTP 404" + code(missing) + ").",
                    "Correct model.name or model.base-url in wharf.yaml; most servers list their models at BASE-URL/models.", e);
            case RateLimitException busy -> environment("model-busy",
                    access + " has no room for the request (HTTP 429" + code(busy) + "), after " + MAX_RETRIES + " retries.",
                    "Wait and try again, or look at the account's limits.", e);
            case OpenAIServiceException failed -> unreachable("it answers HTTP " + failed.statusCode() + code(failed) + ", after "
                    + MAX_RETRIES + " retries", e);
            case OpenAIIoException broken -> unreachable(because(broken) + ", after " + MAX_RETRIES + " retries", e);
            default -> unreachable("its answer is no chat completion", e);
        };
    }

    private WharfException credentials(OpenAIServiceException refused) {
        return environment("model-credentials", access + " refuses the key (HTTP " + refused.statusCode() + code(refused) + ").",
                "Look at model.api-key in wharf.yaml and the variable that it names.", refused);
    }

    private WharfException unreachable(String why, Throwable cause) {
        return environment("model-unreachable", access + " gives no answer: " + why + ".",
                "Look at model.base-url in wharf.yaml and whether its server runs; model.timeout is how long it may be silent.", cause);
    }

    private static WharfException environment(String code, String message, String next, @Nullable Throwable cause) {
        return new WharfException(Kind.ENVIRONMENT, code, message, next, cause);
    }

    /** The server's own word for it, where that is a plain one. */
    private static String code(OpenAIServiceException e) {
        return e.code().filter(code -> code.matches("[A-Za-z0-9_.-]{1,60}")).map(code -> ", " + code).orElse("");
    }

    private static String because(Throwable e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof java.net.ConnectException) {
                return "nothing listens there";
            }
            if (cause instanceof java.nio.channels.UnresolvedAddressException || cause instanceof java.net.UnknownHostException) {
                return "no host of that name is known";
            }
            if (cause instanceof java.net.http.HttpTimeoutException || cause instanceof java.io.InterruptedIOException) {
                return "it is silent too long";
            }
            if (cause instanceof javax.net.ssl.SSLException) {
                return "the connection is not secure";
            }
        }
        return "the connection breaks";
    }

    static WharfException interrupted(@Nullable Throwable cause) {
        Thread.currentThread().interrupt();
        return new WharfException(Kind.INTERRUPTED, "interrupted", "Interrupted while the model was asked; no plan was written.",
                "The same command begins anew; what was asked so far lies in the plan's history.", cause);
    }

    @Override
    public void close() {
        // each request has a client of its own
    }

    /** The answer ended in the middle. */
    private static final class StreamCut extends RuntimeException {
        private static final long serialVersionUID = 1L;

        StreamCut(@Nullable Throwable cause) {
            super("the stream ended in the middle", cause);
        }
    }

    /** Waits between retries so that an interrupt ends the command. */
    private static final class InterruptibleSleeper implements Sleeper {
        @Override
        public void sleep(Duration duration) {
            try {
                Thread.sleep(duration);
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }

        @Override
        public CompletableFuture<Void> sleepAsync(Duration duration) {
            throw new UnsupportedOperationException("requests are made one after the other");
        }

        @Override
        public void close() {
            // it holds nothing
        }
    }
}
