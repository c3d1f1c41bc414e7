package dev.wharf.author.model.openai;

import com.openai.core.RequestOptions;
import com.openai.core.http.Headers;
import com.openai.core.http.HttpClient;
import com.openai.core.http.HttpRequest;
import com.openai.core.http.HttpRequestBody;
import com.openai.core.http.HttpResponse;
import com.openai.errors.OpenAIIoException;
import dev.wharf.author.model.ChatModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * The client library's requests over the JDK's HTTP client: each body is told before it is sent, silence and floods have an
 * end, an interrupt ends a request at once, and nobody is redirected with a key in hand.
 */
final class JdkHttp implements HttpClient {

    private static final Set<String> OF_THE_TRANSPORT = Set.of("host", "connection", "content-length", "expect", "upgrade");
    private static final Duration TO_CONNECT = Duration.ofSeconds(20);
    private static final int MAX_ERROR_BYTES = 64 << 10;

    private final java.net.http.HttpClient client;
    private final Duration silence;
    private final long deadlineNanos;
    private final ChatModel.Sent sent;
    private byte[] last = new byte[0];

    /** @param longest after which whatever is under way ends */
    JdkHttp(Duration silence, Duration longest, ChatModel.Sent sent) {
        this.silence = silence;
        this.deadlineNanos = System.nanoTime() + longest.toNanos();
        this.sent = sent;
        this.client = java.net.http.HttpClient.newBuilder()
                .version(Version.HTTP_1_1)
                .followRedirects(Redirect.NEVER)
                .connectTimeout(silence.compareTo(TO_CONNECT) < 0 ? silence : TO_CONNECT)
                .build();
    }

    @Override
    public HttpResponse execute(HttpRequest request, RequestOptions options) {
        byte[] body = bytes(request.body());
        if (!Arrays.equals(body, last)) {
            sent.body(body);
            last = body;
        }
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(shorter(silence, left()))
                .method(request.method().name(), BodyPublishers.ofByteArray(body));
        Headers headers = request.headers();
        headers.names().stream()
                .filter(name -> !OF_THE_TRANSPORT.contains(name.toLowerCase(Locale.ROOT)))
                .forEach(name -> headers.values(name).forEach(value -> builder.header(name, value)));
        HttpRequestBody content = request.body();
        if (content != null && content.contentType() != null) {
            builder.setHeader("Content-Type", content.contentType());
        }
        try {
            java.net.http.HttpResponse<InputStream> response = client.send(builder.build(), BodyHandlers.ofInputStream());
            return answer(response);
        } catch (InterruptedException e) {
            throw OpenAiChat.interrupted(e);
        } catch (IOException e) {
            throw new OpenAIIoException("the request failed", e);
        }
    }

    private HttpResponse answer(java.net.http.HttpResponse<InputStream> response) throws IOException {
        Headers.Builder headers = Headers.builder();
        response.headers().map().forEach((name, values) -> values.forEach(value -> headers.put(name, value)));
        InputStream body = new WatchedStream(response.body(), silence, deadlineNanos);
        boolean whole = response.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT).contains("application/json");
        if (response.statusCode() == 200 && whole) {
            // a server that does not stream: its one document becomes a stream of one event
            body = WholeAnswer.asEvents(body);
        } else if (response.statusCode() != 200) {
            try (InputStream error = body) {
                body = new ByteArrayInputStream(error.readNBytes(MAX_ERROR_BYTES));
            }
        }
        return new Answer(response.statusCode(), headers.build(), body);
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(1_000_000, deadlineNanos - System.nanoTime()));
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static byte[] bytes(@org.jspecify.annotations.Nullable HttpRequestBody body) {
        if (body == null) {
            return new byte[0];
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);
        return out.toByteArray();
    }

    @Override
    public CompletableFuture<HttpResponse> executeAsync(HttpRequest request, RequestOptions options) {
        throw new UnsupportedOperationException("requests are made one after the other");
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    private record Answer(int statusCode, Headers headers, InputStream body) implements HttpResponse {
        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                // the connection is gone, which is what was wanted
            }
        }
    }
}
